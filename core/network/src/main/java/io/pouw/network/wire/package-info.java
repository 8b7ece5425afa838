/** What nodes say to each other, byte for byte: frames, greetings, peer lists, gossip. */
@NullMarked
package io.pouw.network.wire;

import org.jspecify.annotations.NullMarked;
