package io.pouw.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.spec.DatasetSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyTest {
  /** numpy 2.4.6: numpy.save of numpy.arange(6).reshape(2, 3) - 2 as '>f8'. */
  private static final byte[] BIG_ENDIAN_DOUBLES =
      Base64.getDecoder()
          .decode(
              "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl"
                  + "JzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                  + "ICAgICAgICAgICAgIArAAAAAAAAAAL/wAAAAAAAAAAAAAAAAAAA/8AAAAAAAAEAAAAAAAAAAQAgA"
                  + "AAAAAAA=");

  /** numpy 2.4.6: numpy.savez_compressed of x = [[1.5, -2], [0, 4]] '<f4', y = [1, 0] 'u1'. */
  private static final byte[] COMPRESSED =
      Base64.getDecoder()
          .decode(
              "UEsDBC0AAAAIAAAAIQDVXmcF//////////8FABQAeC5ucHkBABAAkAAAAAAAAABRAAAAAAAAAJvsF+obEMnI"
                  + "UMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CkaaOgq1"
                  + "CmQDLgaGA/YMQIIBDBocAFBLAwQtAAAACAAAACEATmNrsf//////////BQAUAHkubnB5AQAQAIIA"
                  + "AAAAAAAARgAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBeU2qorqOgnpZfVFKUmBefX5SSChJ3"
                  + "S8wpTgWKF2ckFqQC+RpGOpo6CrUKFAAuRgYAUEsBAi0DLQAAAAgAAAAhANVeZwVRAAAAkAAAAAUA"
                  + "AAAAAAAAAAAAAIABAAAAAHgubnB5UEsBAi0DLQAAAAgAAAAhAE5ja7FGAAAAggAAAAUAAAAAAAAA"
                  + "AAAAAIABiAAAAHkubnB5UEsFBgAAAAACAAIAZgAAAAUBAAAAAA==");

  private static final DatasetSpec SPEC =
      new DatasetSpec(DatasetSpec.Format.NPY, 2, 2, List.of(2), 0.5f, new DatasetSpec.Arrays(1));

  @Test
  void anArchiveThatNumpyCompressedIsADataset() {
    Dataset data = ArrayRows.read(COMPRESSED, SPEC);
    assertEquals(2, data.rows());
    float[] row = new float[2];
    data.copyRow(0, row, 0);
    assertArrayEquals(new float[] {3f, -4f}, row);
    assertEquals(1, label(data, 0));
    assertEquals(0, label(data, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "<f4,0000803f000000c0",
    "<f2,003c00c0",
    ">f2,3c00c000",
    "<i2,0100feff",
    ">i4,00000001fffffffe",
    "|i1,01fe",
    "<i8,0100000000000000feffffffffffffff"
  })
  void everyTypeIsRead(String type, String values) {
    byte[] file = file(1, type, "(2,)", java.util.HexFormat.of().parseHex(values));
    assertArrayEquals(new float[] {1, -2}, NpyFormat.read("x", file).toFloats());
  }

  @Test
  void allThreeVersionsAreRead() {
    for (int version = 1; version <= 3; version++)
      assertEquals(7f, NpyFormat.read("x", file(version, "|u1", "()", new byte[] {7})).at(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<c8 | (1,) | x: has values of type '<c8', expected u1, i1, i2, i4, i8, f2, f4 or f8",
        "<f4 | (3,) | x: has 8 bytes of values, [3] of F4 are 12",
        "<f4 | (2147483647, 2147483647) | x: has 8 bytes of values, [2147483647, 2147483647] of F4 are 2305843009213693952",
        "<f4 | (99999999999,) | x: has a dimension of 99999999999",
        "<f4 | 2 | x: has a header that cannot be read",
      })
  void aFileThatIsNotReadSaysWhy(String type, String shape, String problem) {
    byte[] file = file(1, type, shape, new byte[8]);
    assertTrue(message(file).startsWith(problem), message(file));
  }

  @Test
  void fortranOrderIsRefused() {
    byte[] file = file(1, "<f4", "(1, 2)", new byte[8]);
    String text = new String(file, StandardCharsets.ISO_8859_1).replace("False", "True ");
    assertTrue(message(text.getBytes(StandardCharsets.ISO_8859_1)).contains("Fortran order"));
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    for (int length = 0; length < BIG_ENDIAN_DOUBLES.length; length++) {
      byte[] cut = Arrays.copyOf(BIG_ENDIAN_DOUBLES, length);
      assertThrows(DataException.class, () -> NpyFormat.read("x", cut));
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a", NpyFormat.write(List.of(2, 1), new float[] {1.5f, -0f}));
    files.put("b", NpyFormat.write(List.of(), new float[] {3f}));
    byte[] archive = NpzFormat.write(files);
    assertArrayEquals(archive, NpzFormat.write(files));
    var arrays = NpzFormat.read("file", archive);
    assertEquals(List.of("a", "b"), List.copyOf(arrays.keySet()));
    assertEquals(List.of(2, 1), arrays.firstEntry().getValue().shape());
    assertArrayEquals(new float[] {1.5f, -0f}, arrays.firstEntry().getValue().toFloats());
    assertEquals(0, files.get("a").length % 8);
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefusedBeforeItFillsTheMemory() throws IOException {
    byte[] zeros = new byte[1 << 20];
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(NpyFormat.header(NpyArray.Type.U1, List.of(2 << 20)));
      for (int i = 0; i < 2; i++) zip.write(zeros);
      zip.closeEntry();
    }
    byte[] bomb = bytes.toByteArray();
    assertTrue(bomb.length < 4_096, "packed " + bomb.length);
    var refusal = assertThrows(DataException.class, () -> NpzFormat.read("arrays", bomb, 1 << 20));
    assertEquals("arrays: unpacks to 1048576 bytes or more", refusal.getMessage());
    assertEquals(2 << 20, NpzFormat.read("arrays", bomb).firstEntry().getValue().size());
  }

  @Test
  void anArchiveCutAnywhereIsRefused() {
    // What follows the arrays is a directory that nobody needs.
    int arrays = 0x105;
    for (int length = 0; length < arrays; length++) {
      byte[] cut = Arrays.copyOf(COMPRESSED, length);
      assertThrows(DataException.class, () -> ArrayRows.read(cut, SPEC), "cut at " + length);
    }
  }

  @Test
  void labelsBeyondTheClassesAreRefused() {
    byte[] x = NpyFormat.write(List.of(2, 2), new float[] {1, 2, 3, 4});
    byte[] y = NpyFormat.write(List.of(2), new byte[] {1, 2});
    var refusal = assertThrows(DataException.class, () -> ArrayRows.read(x, y, SPEC));
    assertEquals("y: label 1 is 2.0, expected a whole number from 0 to 1", refusal.getMessage());
  }

  private static String message(byte[] file) {
    return String.valueOf(
        assertThrows(DataException.class, () -> NpyFormat.read("x", file)).getMessage());
  }

  private static byte[] file(int version, String type, String shape, byte[] values) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    var out = java.nio.ByteBuffer.allocate(12 + header.length() + values.length);
    out.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) version).put((byte) 0);
    if (version == 1) out.putShort((short) header.length());
    else out.putInt(header.length());
    out.put(header.getBytes(StandardCharsets.US_ASCII)).put(values);
    byte[] file = new byte[out.position()];
    out.get(0, file);
    return file;
  }

  private static int label(Dataset data, int row) {
    float[] target = new float[1];
    data.copyTargets(row, target, 0);
    return (int) target[0];
  }
}
