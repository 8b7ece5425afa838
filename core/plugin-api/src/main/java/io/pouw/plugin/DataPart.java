package io.pouw.plugin;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * A named file of a data set.
 *
 * @param name what the task type calls it, such as {@code images}; 1 to 64 bytes
 * @param blob its content
 */
public record DataPart(String name, BlobId blob) implements Encodable {
  private static final int MAX_NAME_BYTES = 64;

  public static DataPart decode(Decoder in) {
    return new DataPart(in.text(MAX_NAME_BYTES), BlobId.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.text(name).put(blob);
  }
}
