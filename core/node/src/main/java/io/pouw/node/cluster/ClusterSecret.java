package io.pouw.node.cluster;

import io.pouw.node.config.ConfigurationException;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * What the members of one cluster have in common and nobody else knows: a file with at least
 * {@value #LEAST_BYTES} characters that no one can guess ({@code openssl rand -hex 32}). Never
 * printed.
 */
public final class ClusterSecret {
  static final int LEAST_BYTES = 32;
  private static final int MOST_BYTES = 4_096;
  private static final String CHANNEL = "pouw cluster channel key 1\n";
  private static final String NAME = "pouw cluster name 1\n";

  private final byte[] value;

  private ClusterSecret(byte[] value) {
    this.value = value;
  }

  /**
   * Of a text.
   *
   * @throws IllegalArgumentException if it is too short to be a secret
   */
  public static ClusterSecret of(String text) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES)
      throw new IllegalArgumentException(
          "a cluster secret of %d characters, expected %d to %d; make one with: openssl rand -hex 32"
              .formatted(bytes.length, LEAST_BYTES, MOST_BYTES));
    return new ClusterSecret(bytes);
  }

  /**
   * Reads the file.
   *
   * @throws ConfigurationException if it cannot be read or holds no secret
   */
  public static ClusterSecret read(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          List.of("cluster.secret_file: " + file + ": " + e.getMessage()));
    }
  }

  /** The key pair whose certificate every member shows. */
  KeyPair channelKeys() {
    return KeyPair.fromSeed(derive(CHANNEL).toBytes());
  }

  /** A name for the cluster that gives the secret away to nobody. */
  String clusterName() {
    return "pouw-" + derive(NAME).toString().substring(0, 16);
  }

  /** SHA-256 over label and secret; the secret comes last and is random, so nothing is extended. */
  private Hash derive(String label) {
    byte[] prefix = label.getBytes(StandardCharsets.US_ASCII);
    byte[] input = new byte[prefix.length + value.length];
    System.arraycopy(prefix, 0, input, 0, prefix.length);
    System.arraycopy(value, 0, input, prefix.length, value.length);
    return Hash.sha256(input);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClusterSecret that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return clusterName().hashCode();
  }

  @Override
  public String toString() {
    return "ClusterSecret";
  }
}
