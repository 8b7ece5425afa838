package io.pouw.storage;

/** A key and its value, as read. Keys are ordered as unsigned bytes. */
public record Entry(byte[] key, byte[] value) {}
