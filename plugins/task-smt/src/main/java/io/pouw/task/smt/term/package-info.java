/** Typed terms of the quantifier-free theories. */
@NullMarked
package io.pouw.task.smt.term;

import org.jspecify.annotations.NullMarked;
