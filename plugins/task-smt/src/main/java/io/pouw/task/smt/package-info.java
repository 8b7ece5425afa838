/** The task type {@code smt}: proof of proof, obligations of SMT-LIB 2. */
@NullMarked
package io.pouw.task.smt;

import org.jspecify.annotations.NullMarked;
