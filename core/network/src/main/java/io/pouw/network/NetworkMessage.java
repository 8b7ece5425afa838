package io.pouw.network;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;

/**
 * A message as it came in.
 *
 * @param type its topic
 * @param data its payload, not to be changed
 * @param timestampMs when its sender made it, by the sender's clock
 * @param senderId who made it, authenticated
 * @param messageId what tells it from all others
 * @param priority from 1, low, to 10, high, as the sender set it
 */
public record NetworkMessage(
    String type, byte[] data, long timestampMs, Address senderId, Hash messageId, int priority) {}
