/**
 * The registry of workers that one operator's node knows: who they are, what they can do, whether
 * they live. Rules are pure and take the time as a parameter; {@code WorkerStore} is SQL.
 */
@NullMarked
package io.pouw.management.worker;

import org.jspecify.annotations.NullMarked;
