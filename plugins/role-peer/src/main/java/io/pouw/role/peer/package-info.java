/** The peer role. */
@NullMarked
package io.pouw.role.peer;

import org.jspecify.annotations.NullMarked;
