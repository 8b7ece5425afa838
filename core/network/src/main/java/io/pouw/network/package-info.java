/**
 * Authenticated messages between nodes: {@link io.pouw.network.PeerNetwork} over WebSocket and TLS
 * 1.3.
 */
@NullMarked
package io.pouw.network;

import org.jspecify.annotations.NullMarked;
