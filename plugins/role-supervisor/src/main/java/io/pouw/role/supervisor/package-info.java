/** The supervisor role. */
@NullMarked
package io.pouw.role.supervisor;

import org.jspecify.annotations.NullMarked;
