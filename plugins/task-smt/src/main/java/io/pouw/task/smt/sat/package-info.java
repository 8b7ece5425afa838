/**
 * Propositional problems: bit-blasting, a deterministic solver that proves, a checker of its
 * proofs.
 */
@NullMarked
package io.pouw.task.smt.sat;

import org.jspecify.annotations.NullMarked;
