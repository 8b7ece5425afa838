package io.pouw.node.bus;

import io.pouw.primitives.PublicKey;

/** A peer came or went. */
public record PeerChange(PublicKey peer, boolean connected) {}
