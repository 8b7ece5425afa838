/** Z3 in a process of its own, with hard limits. */
@NullMarked
package io.pouw.task.smt.z3;

import org.jspecify.annotations.NullMarked;
