package io.pouw.primitives;

/**
 * Bytes that are not the canonical encoding of what was expected. The message says what and where.
 */
public final class CodecException extends RuntimeException {
  public CodecException(String message) {
    super(message);
  }
}
