package io.pouw.ledger;

import java.util.Optional;

/** What a block made of a state entry; without a value the entry is gone. */
public record StateEntryChange(byte[] key, Optional<byte[]> value) {}
