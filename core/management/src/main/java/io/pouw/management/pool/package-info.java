/**
 * Pools of workers: who belongs to one on which terms, what their work on the chain was worth, and
 * how a sum is divided among them. Rules are pure; {@code PoolStore} keeps pools in SQL.
 */
@NullMarked
package io.pouw.management.pool;

import org.jspecify.annotations.NullMarked;
