package io.pouw.node.model;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The outer form of a model file: the magic {@code POUWMODL}, a version, then each {@link Section}
 * once and in order: kind (1 byte), length (4), SHA-256 of the content (32), content. Nothing
 * follows. A section whose content does not have its hash is read all the same and noted, so that
 * one can say where a file is damaged.
 *
 * @param contents by section
 * @param offsets where each content begins in the file
 * @param damaged sections whose content is not what it was when it was written
 */
record Container(
    Map<Section, byte[]> contents, Map<Section, Integer> offsets, List<Section> damaged) {
  static final byte[] MAGIC = "POUWMODL".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 2;

  static byte[] write(Map<Section, byte[]> contents) {
    var out = new Encoder(contents.getOrDefault(Section.MODEL, new byte[0]).length + (1 << 16));
    out.fixed(MAGIC).u32(VERSION);
    for (Section section : Section.values()) {
      byte[] content = contents.getOrDefault(section, new byte[0]);
      out.u8(section.kind()).u32(content.length).hash(Hash.sha256(content)).fixed(content);
    }
    return out.toBytes();
  }

  /**
   * Takes a file apart.
   *
   * @throws BadInputException if that is not possible, with the section and the place
   */
  static Container read(byte[] file) {
    if (file.length < MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
      throw new BadInputException(
          "not a model file: it does not begin with "
              + new String(MAGIC, StandardCharsets.US_ASCII));
    var in = new Decoder(file);
    in.fixed(MAGIC.length);
    version(in);
    var contents = new EnumMap<Section, byte[]>(Section.class);
    var offsets = new EnumMap<Section, Integer>(Section.class);
    var damaged = new ArrayList<Section>();
    for (Section section : Section.values()) {
      Hash hash = header(section, in, file.length, contents, damaged);
      byte[] content = contents.getOrDefault(section, new byte[0]);
      offsets.put(section, file.length - in.remaining() - content.length);
      if (!Hash.sha256(content).equals(hash)) damaged.add(section);
    }
    if (in.remaining() > 0)
      throw new BadInputException(
          "the file goes on for " + in.remaining() + " bytes after its last section, the model");
    return new Container(contents, offsets, List.copyOf(damaged));
  }

  private static void version(Decoder in) {
    try {
      int version = in.u32();
      if (version != VERSION)
        throw new BadInputException(
            "the model file has format version " + version + ", expected " + VERSION);
    } catch (CodecException e) {
      throw new BadInputException("the model file's header is broken: " + e.getMessage(), e);
    }
  }

  /** Reads one section into the map and returns the hash that it should have. */
  private static Hash header(
      Section section,
      Decoder in,
      int fileBytes,
      Map<Section, byte[]> contents,
      List<Section> damaged) {
    int start = fileBytes - in.remaining();
    try {
      int kind = in.u8();
      if (kind != section.kind())
        throw new BadInputException(
            "the section at byte %d should be the %s (kind %d) and has kind %d%s"
                .formatted(start, section.title(), section.kind(), kind, after(damaged)));
      int length = in.u32();
      if (length > section.maxBytes())
        throw new BadInputException(
            "the %s section at byte %d has %d bytes, expected at most %d%s"
                .formatted(section.title(), start, length, section.maxBytes(), after(damaged)));
      Hash hash = in.hash();
      contents.put(section, in.fixed(length));
      return hash;
    } catch (CodecException e) {
      throw new BadInputException(
          "the file is cut off in the "
              + section.title()
              + " section: "
              + e.getMessage()
              + after(damaged),
          e);
    }
  }

  /** A section with a wrong length makes the next one unreadable; so the cause is named too. */
  private static String after(List<Section> damaged) {
    return damaged.isEmpty()
        ? ""
        : "; before it, the " + damaged.getLast().title() + " section is damaged";
  }

  byte[] content(Section section) {
    return contents.getOrDefault(section, new byte[0]);
  }

  /** Where a section's content lies in the file, for messages. */
  String place(Section section) {
    int start = offsets.getOrDefault(section, 0);
    int length = content(section).length;
    return length == 0
        ? section.title() + ", empty, at byte " + start
        : section.title() + ", bytes " + start + " to " + (start + length - 1);
  }
}
