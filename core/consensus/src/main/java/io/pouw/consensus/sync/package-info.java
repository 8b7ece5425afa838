/**
 * State sync: how a newcomer gets the state after a recent final block without executing the chain.
 * {@link io.pouw.consensus.sync.StateSync} is the pure machine; hosts carry out its effects.
 */
@NullMarked
package io.pouw.consensus.sync;

import org.jspecify.annotations.NullMarked;
