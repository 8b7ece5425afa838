/** The verifier role. */
@NullMarked
package io.pouw.role.verifier;

import org.jspecify.annotations.NullMarked;
