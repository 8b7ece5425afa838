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

  /** Bytes of a file that hold its header for sure, if it is one that is read. */
  public static final int MAX_PREFIX_BYTES = MAX_HEADER_BYTES + 12;

  /**
   * Reads an array.
   *
   * @param what the file's name in messages
   * @param content the file, gzip or not; not copied where it is not
   * @throws DataException if it is no such file, damaged, or of a kind that is not read
   */
  public static NpyArray read(String what, byte[] content) {
    byte[] file = Gzip.unpack(what, content);
    NpyHeader header = header(what, file, file.length);
    int from = header.bytes();
    ByteBuffer values = ByteBuffer.wrap(file, from, file.length - from).slice();
    return new NpyArray(
        header.shape(), header.type(), values.order(header.order()), (int) header.size());
  }

  /**
   * Reads a header alone, for files that are read bit by bit.
   *
   * @param prefix the file's first bytes: all of them, or {@link #MAX_PREFIX_BYTES}
   * @param fileBytes of the whole file, which have to be what the header says
   * @throws DataException if it is no such file, of another length, or of a kind that is not read
   */
  public static NpyHeader header(String what, byte[] prefix, long fileBytes) {
    NpyHeader header = header(what, prefix);
    long values = fileBytes - header.bytes();
    if (header.valueBytes() != values)
      throw new DataException(
          "%s: has %d bytes of values, %s of %s are %d"
              .formatted(what, values, header.shape(), header.type(), header.valueBytes()));
    return header;
  }

  /**
   * Reads a header whatever follows it.
   *
   * @param prefix the file's first bytes: all of them, or {@link #MAX_PREFIX_BYTES}
   * @throws DataException if it is no such file, or of a kind that is not read
   */
  public static NpyHeader header(String what, byte[] prefix) {
    if (prefix.length < 10 || !Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
      throw new DataException(what + ": is no .npy file");
    int version = prefix[6];
    if (version < 1 || version > 3 || prefix[7] != 0)
      throw new DataException(
          "%s: has .npy version %d.%d, expected 1.0 to 3.0".formatted(what, version, prefix[7]));
    ByteBuffer in = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
    int from = version == 1 ? 10 : 12;
    if (prefix.length < from) throw new DataException(what + ": ends within its header");
    int length = version == 1 ? in.getShort(8) & 0xffff : in.getInt(8);
    if (length < 0 || length > MAX_HEADER_BYTES || length > prefix.length - from)
      throw new DataException(
          "%s: says that its header has %d bytes, after %d of %d"
              .formatted(what, length, from, prefix.length));
    return described(what, new String(prefix, from, length, StandardCharsets.UTF_8), from + length);
  }

  private static NpyHeader described(String what, String header, int bytes) {
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
    return new NpyHeader(dimensions(what, shape), type(what, descr), byteOrder(descr), bytes);
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

  /**
   * The header of a file, in the form that {@code numpy.save} gives it (version 1.0); the values
   * follow in C order, little-endian.
   */
  public static byte[] header(NpyArray.Type type, List<Integer> shape) {
    String name = type.name().toLowerCase(Locale.ROOT);
    return header((type.bytes() == 1 ? "|" : "<") + name, shape);
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
