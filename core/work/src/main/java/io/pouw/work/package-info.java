/** Rounds, draws, re-execution. */
@NullMarked
package io.pouw.work;

import org.jspecify.annotations.NullMarked;
