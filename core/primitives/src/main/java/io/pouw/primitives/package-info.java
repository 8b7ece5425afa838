/** Bytes, hashes, keys, signatures, addresses, amounts, canonical codec, Merkle trees. */
@NullMarked
package io.pouw.primitives;

import org.jspecify.annotations.NullMarked;
