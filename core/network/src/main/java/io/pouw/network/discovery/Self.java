package io.pouw.network.discovery;

import io.pouw.network.NetworkTimings;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;

/**
 * Who this node is.
 *
 * @param hello how it introduces itself: version, chain and address are what it expects of others,
 *     or must not be
 * @param timings of greetings and tries
 */
public record Self(Hello hello, NetworkTimings timings) {
  Address address() {
    return hello.address();
  }
}
