package io.pouw.node.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that a user named, within a limit. */
public final class InputFile {
  /** A model file with a model of up to 1 GiB. */
  public static final long MAX_MODEL_FILE_BYTES = 1_400L << 20;

  /** One part of a data set. */
  public static final long MAX_DATA_BYTES = 1L << 30;

  private InputFile() {}

  /**
   * The file's content.
   *
   * @param what the user calls it, such as {@code model file}
   * @throws BadInputException if there is none, it is no file, it is larger than the limit, or it
   *     cannot be read
   */
  public static byte[] read(Path file, String what, long limit) {
    if (!Files.exists(file))
      throw new BadInputException("the " + what + " " + file + " is missing");
    if (!Files.isRegularFile(file))
      throw new BadInputException("the " + what + " " + file + " is no file");
    try {
      long size = Files.size(file);
      if (size > limit)
        throw new BadInputException(
            "the " + what + " " + file + " has " + size + " bytes, expected at most " + limit);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadInputException(
          "the " + what + " " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** An image file's content. */
  public static byte[] image(Path file) {
    return read(file, "image", ImageFile.MAX_BYTES);
  }
}
