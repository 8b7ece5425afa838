/**
 * PoOT, proof of operational tasks: how good a worker is, as one number of which everybody can see
 * what it came from and check it. All arithmetic is in integers, so that all nodes get the same.
 * The formulas stand in docs/poot.md. Rules are pure; {@code ScoreStore} is SQL.
 */
@NullMarked
package io.pouw.management.poot;

import org.jspecify.annotations.NullMarked;
