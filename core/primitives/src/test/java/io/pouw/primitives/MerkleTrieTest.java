package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MerkleTrieTest {
  private static final long SEED = 20_261_121;

  private static byte[] key(int number) {
    return ("key " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] value(long number) {
    return new Encoder().i64(number).toBytes();
  }

  private static MerkleTrie of(int count) {
    MerkleTrie trie = MerkleTrie.EMPTY;
    for (int i = 0; i < count; i++) trie = trie.plus(key(i), value(i));
    return trie;
  }

  private static List<TrieEntry> entries(List<byte[]> keys) {
    var entries = new ArrayList<TrieEntry>();
    for (byte[] key : keys) {
      String text = new String(key, StandardCharsets.UTF_8);
      entries.add(new TrieEntry(key, value(Long.parseLong(text.substring(4)))));
    }
    return entries;
  }

  @Test
  void smallTreesHaveTheRootsThatTheDefinitionGives() {
    assertEquals(Hash.ZERO, MerkleTrie.EMPTY.root());
    byte[] leaf = new byte[] {2, 0, 0, 0, 1, 'a', 7};
    MerkleTrie one = MerkleTrie.EMPTY.plus(new byte[] {'a'}, new byte[] {7});
    assertEquals(Hash.sha256(leaf), one.root());
    // SHA-256("a") begins with ca, SHA-256("b") with 3e: b is left of a at the first bit.
    byte[] other = new byte[] {2, 0, 0, 0, 1, 'b', 8};
    MerkleTrie two = one.plus(new byte[] {'b'}, new byte[] {8});
    byte[] branch = new Encoder().u8(3).hash(Hash.sha256(other)).hash(Hash.sha256(leaf)).toBytes();
    assertEquals(Hash.sha256(branch), two.root());
  }

  @Test
  void theRootFollowsFromTheEntriesAloneHoweverTheyCameAndWent() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    Map<Integer, Long> model = new TreeMap<>();
    MerkleTrie trie = MerkleTrie.EMPTY;
    for (int step = 0; step < 4_000; step++) {
      int number = random.nextInt(300);
      if (random.nextInt(3) == 0) {
        model.remove(number);
        trie = trie.minus(key(number));
      } else {
        long value = random.nextLong();
        model.put(number, value);
        trie = trie.plus(key(number), value(value));
      }
      if (step % 97 == 0) assertEquals(rebuilt(model, random).root(), trie.root());
    }
    assertEquals(model.size(), trie.size());
    assertEquals(rebuilt(model, random).root(), trie.root());
    for (int number : List.copyOf(model.keySet())) trie = trie.minus(key(number));
    assertEquals(MerkleTrie.EMPTY.root(), trie.root());
    assertSame(trie, trie.minus(key(1)));
  }

  private static MerkleTrie rebuilt(Map<Integer, Long> model, Random random) {
    var order = new ArrayList<>(model.keySet());
    Collections.shuffle(order, random);
    MerkleTrie trie = MerkleTrie.EMPTY;
    for (int number : order) trie = trie.plus(key(number), value(model.getOrDefault(number, -1L)));
    return trie;
  }

  @Test
  void everyEntryIsProvenAndNothingElseIs() {
    MerkleTrie trie = of(200);
    for (int i = 0; i < 200; i++) {
      TrieProof proof = trie.proof(key(i)).orElseThrow();
      assertTrue(proof.proves(key(i), value(i), trie.root()));
      assertEquals(proof, Decoder.whole(proof.toBytes(), TrieProof::decode));
      assertFalse(proof.proves(key(i), value(i + 1), trie.root()));
      assertFalse(proof.proves(key(i + 1), value(i), trie.root()));
      assertFalse(proof.proves(key(i), value(i), Hash.ZERO));
    }
    assertTrue(trie.proof(key(200)).isEmpty());
    assertTrue(MerkleTrie.EMPTY.proof(key(0)).isEmpty());
  }

  @Test
  void aProofWithAnyBitChangedProvesNothing() {
    MerkleTrie trie = of(50);
    byte[] proof = trie.proof(key(7)).orElseThrow().toBytes();
    for (int bit = 0; bit < 8 * proof.length; bit++) {
      byte[] changed = proof.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(proves(changed, trie.root()), "bit " + bit);
    }
  }

  private static boolean proves(byte[] proof, Hash root) {
    try {
      return Decoder.whole(proof, TrieProof::decode).proves(key(7), value(7), root);
    } catch (CodecException refused) {
      return false;
    }
  }

  @Test
  void theOutlineHasTheRootAndItsPartsAreAllEntries() {
    MerkleTrie trie = of(1_000);
    for (long bytes : new long[] {0, 100, 5_000, 1_000_000}) {
      TrieOutline outline = trie.outline(bytes);
      assertEquals(trie.root(), outline.root());
      assertEquals(outline, Decoder.whole(outline.toBytes(), TrieOutline::decode));
      List<List<byte[]>> parts = trie.parts(bytes);
      assertEquals(outline.parts(), parts.size());
      TrieOutline.Check check = outline.check();
      int entries = 0;
      for (int i = 0; i < parts.size(); i++) {
        assertTrue(check.isPart(i, entries(parts.get(i))));
        entries += parts.get(i).size();
      }
      assertEquals(1_000, entries);
    }
    assertEquals(Hash.ZERO, MerkleTrie.EMPTY.outline(10).root());
    assertEquals(0, MerkleTrie.EMPTY.outline(10).parts());
  }

  @Test
  void aPartThatLacksAddsDoublesOrChangesAnEntryIsNone() {
    MerkleTrie trie = of(300);
    TrieOutline.Check check = trie.outline(600).check();
    List<TrieEntry> whole = entries(trie.parts(600).getFirst());
    assertTrue(check.isPart(0, whole));
    assertTrue(check.isPart(0, whole.reversed()));
    assertFalse(check.isPart(1, whole));
    assertFalse(check.isPart(0, whole.subList(1, whole.size())));
    assertFalse(check.isPart(0, List.of()));
    var more = new ArrayList<>(whole);
    more.add(new TrieEntry(key(301), value(301)));
    assertFalse(check.isPart(0, more));
    var twice = new ArrayList<>(whole);
    twice.add(whole.getFirst());
    assertFalse(check.isPart(0, twice));
    var changed = new ArrayList<>(whole);
    changed.set(0, new TrieEntry(whole.getFirst().key(), value(-1)));
    assertFalse(check.isPart(0, changed));
  }

  @Test
  void anOutlineThatIsNoTreeIsRefused() {
    var fork = new TrieOutline.Fork();
    var gap = new TrieOutline.Gap();
    assertThrows(IllegalArgumentException.class, () -> new TrieOutline(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new TrieOutline(List.of(fork, gap)));
    assertThrows(IllegalArgumentException.class, () -> new TrieOutline(List.of(gap, gap)));
    assertThrows(
        IllegalArgumentException.class, () -> new TrieOutline(Collections.nCopies(300, fork)));
    byte[] cutOff = new Encoder().u32(1).u8(1).toBytes();
    assertThrows(CodecException.class, () -> Decoder.whole(cutOff, TrieOutline::decode));
  }

  @Test
  void aChangeLeavesTheTreeBeforeAsItWas() {
    MerkleTrie before = of(100);
    Hash root = before.root();
    MerkleTrie after = before.plus(key(5), value(99)).minus(key(6));
    assertEquals(root, before.root());
    assertNotEquals(root, after.root());
    assertEquals(99, after.size());
    assertEquals(root, after.plus(key(5), value(5)).plus(key(6), value(6)).root());
  }
}
