package io.pouw.plugin;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/** The files of a data set by name and content. At most {@value #MAX_PARTS}. */
public record DataManifest(List<DataPart> parts) implements Encodable {
  public static final int MAX_PARTS = 64;

  public DataManifest {
    parts = List.copyOf(parts);
  }

  public static DataManifest decode(Decoder in) {
    return new DataManifest(in.list(MAX_PARTS, DataPart::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.list(parts);
  }

  /**
   * What the client commits to when it holds the test part back.
   *
   * @param salt 32 secret random bytes, so that the content cannot be guessed from the commitment
   */
  public Hash commitment(byte[] salt) {
    return Hash.of(Domain.REVEAL, salt, toBytes());
  }
}
