package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTreeTest {
  /** The entries of the test tree of Certificate Transparency. */
  private static final List<Hash> ENTRIES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> MerkleTree.leaf(HexFormat.of().parseHex(hex)))
          .toList();

  @ParameterizedTest
  @CsvSource({
    "0,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1,6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2,fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3,aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4,d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5,4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6,76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7,ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8,5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void theRootsAreThoseOfCertificateTransparency(int size, String root) {
    assertEquals(root, MerkleTree.root(ENTRIES.subList(0, size)).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0,96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7,"
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e,"
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "5,bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b,"
        + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0,"
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
  })
  void theProofsAreThoseOfCertificateTransparency(int index, String a, String b, String c) {
    assertEquals(
        List.of(Hash.parse(a), Hash.parse(b), Hash.parse(c)),
        MerkleTree.proof(ENTRIES, index).path());
  }

  static IntStream sizes() {
    return IntStream.rangeClosed(1, 32);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyLeafHasAProofThatProvesNothingElse(int size) {
    List<Hash> leaves = leaves(size);
    Hash root = MerkleTree.root(leaves);
    for (int i = 0; i < size; i++) {
      MerkleProof proof = MerkleTree.proof(leaves, i);
      assertTrue(proof.proves(leaves.get(i), root));
      assertEquals(proof, Decoder.whole(proof.toBytes(), MerkleProof::decode));
      assertFalse(proof.proves(MerkleTree.leaf(new byte[] {99, 99}), root));
      assertFalse(proof.proves(leaves.get(i), Hash.ZERO));
      for (int other = 0; other < size; other++)
        if (other != i) {
          assertFalse(proof.proves(leaves.get(other), root));
          assertFalse(new MerkleProof(other, size, proof.path()).proves(leaves.get(i), root));
        }
      refusesAnotherPath(proof, leaves.get(i), root);
    }
  }

  private static void refusesAnotherPath(MerkleProof proof, Hash leaf, Hash root) {
    var longer = new ArrayList<>(proof.path());
    longer.add(Hash.ZERO);
    assertFalse(new MerkleProof(proof.index(), proof.size(), longer).proves(leaf, root));
    if (proof.path().isEmpty()) return;
    var shorter = proof.path().subList(0, proof.path().size() - 1);
    assertFalse(new MerkleProof(proof.index(), proof.size(), shorter).proves(leaf, root));
    for (int level = 0; level < proof.path().size(); level++) {
      var changed = new ArrayList<>(proof.path());
      changed.set(level, Hash.ZERO);
      assertFalse(new MerkleProof(proof.index(), proof.size(), changed).proves(leaf, root));
    }
  }

  @Test
  void anIndexOutsideTheTreeProvesNothing() {
    Hash leaf = MerkleTree.leaf(new byte[0]);
    assertFalse(new MerkleProof(1, 1, List.of()).proves(leaf, leaf));
    assertFalse(new MerkleProof(-1, 1, List.of()).proves(leaf, leaf));
    assertFalse(new MerkleProof(0, 0, List.of()).proves(leaf, leaf));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.proof(ENTRIES, 8));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.proof(ENTRIES, -1));
  }

  @Test
  void anInnerNodeIsNotALeaf() {
    Hash root = MerkleTree.root(ENTRIES.subList(0, 2));
    byte[] children = new byte[64];
    System.arraycopy(ENTRIES.get(0).toBytes(), 0, children, 0, 32);
    System.arraycopy(ENTRIES.get(1).toBytes(), 0, children, 32, 32);
    assertFalse(MerkleTree.leaf(children).equals(root));
  }

  @Test
  void aChunkOfABlobIsProvedAlone() {
    byte[] content = new byte[3 * BlobId.CHUNK_BYTES + 5];
    for (int i = 0; i < content.length; i++) content[i] = (byte) (i * 31 >> 3);
    BlobId id = BlobId.of(content);
    assertEquals(4, id.chunks());
    assertEquals(content.length, id.size());
    List<Hash> chunks = BlobId.chunkHashes(content);
    Hash last = MerkleTree.leaf(content, 3 * BlobId.CHUNK_BYTES, 5);
    assertTrue(MerkleTree.proof(chunks, 3).proves(last, id.root()));
    assertEquals(id, Decoder.whole(id.toBytes(), BlobId::decode));
    assertEquals(0, BlobId.of(new byte[0]).chunks());
    assertEquals(1, BlobId.of(new byte[BlobId.CHUNK_BYTES]).chunks());
  }

  @Test
  void aBlobIdWithAnAbsurdSizeIsRefused() {
    byte[] encoded = new Encoder().hash(Hash.ZERO).i64(Long.MAX_VALUE).toBytes();
    assertThrows(CodecException.class, () -> Decoder.whole(encoded, BlobId::decode));
    assertThrows(IllegalArgumentException.class, () -> new BlobId(Hash.ZERO, -1));
    assertEquals(Integer.MAX_VALUE, new BlobId(Hash.ZERO, BlobId.MAX_BYTES).chunks());
  }

  private static List<Hash> leaves(int size) {
    return IntStream.range(0, size).mapToObj(i -> MerkleTree.leaf(new byte[] {(byte) i})).toList();
  }
}
