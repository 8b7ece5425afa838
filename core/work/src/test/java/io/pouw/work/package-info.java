/** Rounds, draws and re-execution, on virtual time. */
@NullMarked
package io.pouw.work;

import org.jspecify.annotations.NullMarked;
