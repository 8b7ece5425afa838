/**
 * The management store: what an operator keeps about workers, pools, scores, payouts and the
 * members of one node, in a relational database. One schema, that H2 and PostgreSQL both run.
 */
@NullMarked
package io.pouw.storage.sql;

import org.jspecify.annotations.NullMarked;
