package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CodecVectorsTest {
  private static final byte[] TWO = {(byte) 0xca, (byte) 0xfe};
  private static final Hash LEAF = MerkleTree.leaf(new byte[] {'a'});

  private static final Map<String, Consumer<Encoder>> VALUES =
      Map.ofEntries(
          Map.entry("u8 zero", out -> out.u8(0)),
          Map.entry("u8 greatest", out -> out.u8(255)),
          Map.entry("u32 one", out -> out.u32(1)),
          Map.entry("u32 greatest", out -> out.u32(Integer.MAX_VALUE)),
          Map.entry("i64 one", out -> out.i64(1)),
          Map.entry("i64 minus one", out -> out.i64(-1)),
          Map.entry("i64 least", out -> out.i64(Long.MIN_VALUE)),
          Map.entry("i64 greatest", out -> out.i64(Long.MAX_VALUE)),
          Map.entry("bool false", out -> out.bool(false)),
          Map.entry("bool true", out -> out.bool(true)),
          Map.entry("bytes none", out -> out.bytes(new byte[0])),
          Map.entry("bytes two", out -> out.bytes(TWO)),
          Map.entry("fixed two", out -> out.fixed(TWO)),
          Map.entry("text ascii", out -> out.text("PAI")),
          Map.entry("text of 2, 3 and 4 bytes a letter", out -> out.text("é€😀")),
          Map.entry("list of bytes", out -> out.list(List.of(1, 2, 3), Encoder::u8)),
          Map.entry("list of none", out -> out.list(List.<Integer>of(), Encoder::u8)),
          Map.entry("option of none", out -> out.option(Optional.<Integer>empty(), Encoder::u8)),
          Map.entry("option of seven", out -> out.option(Optional.of(7), Encoder::u8)),
          Map.entry("blob id of nothing", out -> out.put(BlobId.of(new byte[0]))),
          Map.entry("blob id of one byte", out -> out.put(BlobId.of(new byte[] {'a'}))),
          Map.entry("merkle proof", out -> out.put(new MerkleProof(1, 2, List.of(LEAF)))),
          Map.entry("hash block of nothing", out -> out.hash(Hash.of(Domain.BLOCK))),
          Map.entry(
              "hash transaction of abc",
              out -> out.hash(Hash.of(Domain.TRANSACTION, new byte[] {'a', 'b', 'c'}))),
          Map.entry(
              "address of rfc 8032 key 1",
              out ->
                  out.address(
                      PublicKey.parse(
                              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
                          .address())));

  @Test
  void everyValueHasTheBytesOfTheVectorFile() throws IOException {
    Map<String, String> vectors = vectors();
    assertEquals(VALUES.size(), vectors.size());
    vectors.forEach((name, hex) -> {
      assertTrue(VALUES.containsKey(name), name);
      var out = new Encoder(1);
      Objects.requireNonNull(VALUES.get(name)).accept(out);
      assertEquals(hex, HexFormat.of().formatHex(out.toBytes()), name);
      assertEquals(hex.length() / 2, out.size(), name);
    });
  }

  private static Map<String, String> vectors() throws IOException {
    var vectors = new TreeMap<String, String>();
    try (InputStream in =
        Objects.requireNonNull(CodecVectorsTest.class.getResourceAsStream("codec-vectors.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" = ", 2))
          .forEach(pair -> vectors.put(pair[0], pair[1]));
    }
    return vectors;
  }
}
