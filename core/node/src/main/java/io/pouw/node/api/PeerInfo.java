package io.pouw.node.api;

import io.pouw.primitives.Address;
import java.time.Duration;

/**
 * A peer with an authenticated channel.
 *
 * @param endpoint host:port
 * @param outbound whether this node opened the channel
 * @param connected how long the channel has been up
 */
public record PeerInfo(Address address, String endpoint, boolean outbound, Duration connected) {}
