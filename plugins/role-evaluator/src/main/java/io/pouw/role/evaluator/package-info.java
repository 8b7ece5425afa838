/** The evaluator role. */
@NullMarked
package io.pouw.role.evaluator;

import org.jspecify.annotations.NullMarked;
