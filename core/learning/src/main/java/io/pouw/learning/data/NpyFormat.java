package io.pouw.learning.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's {@code .npy} format (numpy.lib.format, versions 1.0 to 3.0): a magic number, a Python
 * dictionary that describes the array, its values. Read are bytes, whole numbers of 1, 2, 4 and 8
 * bytes and floats of 2, 4 and 8, in either byte order, in C order.
 */
public final class NpyFormat {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int MAX_DIMENSIONS = 8;
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*(?:'[a-z_]+'\\s*:\\s*(?:'[^']*'|True|False|\\([0-9L, ]*\\))\\s*(?:,\\s*|(?=\\})))*\\}\\s*");
  private static final Pattern ENTRY =
      Pattern.compile("'([a-z_]+)'\\s*:\\s*('[^']*'|True|False|\\([0-9L, ]*\\))");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private NpyFormat() {}

  /**
   * Reads an array.
   *
   * @param what the file's name in messages
   * @param content the file, gzip or not; not copied where it is not
   * @throws DataException if it is no such file, damaged, or of a kind that is not read
   */
  public static NpyArray read(String what, byte[] content) {
    byte[] file = Gzip.unpack(what, content);
    if (file.length < 10 || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
      throw new DataException(what + ": is no .npy file");
    int version = file[6];
    if (version < 1 || version > 3 || file[7] != 0)
      throw new DataException(
          "%s: has .npy version %d.%d, expected 1.0 to 3.0".formatted(what, version, file[7]));
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int lengthBytes = version == 1 ? 2 : 4;
    if (file.length < 8 + lengthBytes) throw new DataException(what + ": ends within its header");
    int length = version == 1 ? in.getShort(8) & 0xffff : in.getInt(8);
    int from = 8 + lengthBytes;
    if (length < 0 || length > MAX_HEADER_BYTES || length > file.length - from)
      throw new DataException(
          "%s: says that its header has %d bytes, after %d of %d"
              .formatted(what, length, from, file.length));
    String header = new String(file, from, length, StandardCharsets.UTF_8);
    return array(what, header, ByteBuffer.wrap(file, from + length, file.length - from - length));
  }

  private static NpyArray array(String what, String header, ByteBuffer values) {
    String descr = "";
    String order = "";
    String shape = "";
    if (!HEADER.matcher(header).matches())
      throw new DataException(what + ": has a header that cannot be read: " + header.strip());
    Matcher entries = ENTRY.matcher(header);
    while (entries.find()) {
      switch (entries.group(1)) {
        case "descr" -> descr = entries.group(2);
        case "fortran_order" -> order = entries.group(2);
        case "shape" -> shape = entries.group(2);
        default -> throw new DataException(what + ": has an unknown " + entries.group(1));
      }
    }
    if (order.equals("True"))
      throw new DataException(
          what + ": is in Fortran order; save numpy.ascontiguousarray of it instead");
    if (!order.equals("False") || !shape.startsWith("(") || !descr.startsWith("'"))
      throw new DataException(what + ": lacks descr, fortran_order or shape");
    return array(what, type(what, descr), byteOrder(descr), dimensions(what, shape), values);
  }

  private static NpyArray array(
      String what, NpyArray.Type type, ByteOrder order, List<Integer> shape, ByteBuffer values) {
    long size = 1;
    for (int dimension : shape) size = Math.min(size * dimension, 1L << 32);
    if (size * type.bytes() != values.remaining())
      throw new DataException(
          "%s: has %d bytes of values, %s of %s are %d"
              .formatted(what, values.remaining(), shape, type, size * type.bytes()));
    return new NpyArray(shape, type, values.slice().order(order), (int) size);
  }

  private static ByteOrder byteOrder(String descr) {
    return descr.charAt(1) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static NpyArray.Type type(String what, String descr) {
    String name = descr.substring(1, descr.length() - 1);
    String plain = name.isEmpty() ? name : name.substring(1);
    char order = name.isEmpty() ? ' ' : name.charAt(0);
    for (NpyArray.Type type : NpyArray.Type.values())
      if (type.name().toLowerCase(Locale.ROOT).equals(plain)
          && (order == '<' || order == '>' || (order == '|' && type.bytes() == 1))) return type;
    if (name.equals("|b1")) return NpyArray.Type.U1;
    throw new DataException(
        "%s: has values of type '%s', expected u1, i1, i2, i4, i8, f2, f4 or f8"
            .formatted(what, name));
  }

  private static List<Integer> dimensions(String what, String shape) {
    List<Integer> dimensions = new ArrayList<>();
    Matcher numbers = NUMBER.matcher(shape);
    while (numbers.find()) {
      if (numbers.group().length() > 10 || Long.parseLong(numbers.group()) > Integer.MAX_VALUE)
        throw new DataException(what + ": has a dimension of " + numbers.group());
      dimensions.add(Integer.parseInt(numbers.group()));
    }
    if (dimensions.size() > MAX_DIMENSIONS)
      throw new DataException(
          "%s: has %d dimensions, at most %d can be"
              .formatted(what, dimensions.size(), MAX_DIMENSIONS));
    return dimensions;
  }

  /** A file of 32-bit floats, little-endian, as {@code numpy.save} writes it (version 1.0). */
  public static byte[] write(List<Integer> shape, float[] values) {
    byte[] header = header("<f4", shape);
    byte[] file = Arrays.copyOf(header, header.length + values.length * Float.BYTES);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(header.length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .put(values);
    return file;
  }

  /** A file of bytes, as {@code numpy.save} writes it (version 1.0). */
  public static byte[] write(List<Integer> shape, byte[] values) {
    byte[] header = header("|u1", shape);
    byte[] file = Arrays.copyOf(header, header.length + values.length);
    System.arraycopy(values, 0, file, header.length, values.length);
    return file;
  }

  private static byte[] header(String descr, List<Integer> shape) {
    String numbers = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String tuple = shape.size() == 1 ? numbers + "," : numbers;
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(descr, tuple);
    int size = Math.ceilDiv(10 + text.length() + 1, ALIGNMENT) * ALIGNMENT;
    byte[] header = new byte[size];
    Arrays.fill(header, (byte) ' ');
    header[size - 1] = '\n';
    ByteBuffer out = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (size - 10));
    out.put(text.getBytes(StandardCharsets.US_ASCII));
    return header;
  }
}
