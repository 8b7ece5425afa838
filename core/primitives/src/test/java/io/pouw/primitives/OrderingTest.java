package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingTest {
  private static final String KEY_1 =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hashesAndAddressesAreOrderedAsUnsignedNumbers(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] a = bytes(random, Hash.BYTES);
      byte[] b = bytes(random, Hash.BYTES);
      assertEquals(order(a, b), Integer.signum(Hash.of(a).compareTo(Hash.of(b))));
      byte[] x = bytes(random, Address.BYTES);
      byte[] y = bytes(random, Address.BYTES);
      assertEquals(order(x, y), Integer.signum(Address.of(x).compareTo(Address.of(y))));
      assertEquals(order(a, b), Integer.signum(PublicKey.of(a).compareTo(PublicKey.of(b))));
    }
  }

  @Test
  void blobIdsOfOneRootAreOrderedBySize() {
    assertTrue(new BlobId(Hash.ZERO, 1).compareTo(new BlobId(Hash.ZERO, 2)) < 0);
    assertTrue(new BlobId(Hash.ZERO, 9).compareTo(new BlobId(Hash.sha256(new byte[0]), 0)) < 0);
  }

  @Test
  void aValueDoesNotChangeWithTheArrayItWasMadeOf() {
    byte[] bytes = new byte[Hash.BYTES];
    Hash hash = Hash.of(bytes);
    bytes[0] = 1;
    hash.toBytes()[1] = 1;
    assertEquals(Hash.ZERO, hash);
    byte[] twenty = new byte[Address.BYTES];
    Address address = Address.of(twenty);
    twenty[0] = 1;
    address.toBytes()[1] = 1;
    assertEquals(Address.of(new byte[Address.BYTES]), address);
  }

  @Test
  void aHashIsReadFromItsHexadecimalDigitsOnly() {
    Hash hash = Hash.sha256(new byte[] {1});
    assertEquals(hash, Hash.parse(hash.toString()));
    assertThrows(IllegalArgumentException.class, () -> Hash.parse("ab"));
    assertThrows(IllegalArgumentException.class, () -> Hash.parse("g".repeat(64)));
    assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[31]));
  }

  @Test
  void domainsSeparateAndPartsAreJoined() {
    byte[] abc = {'a', 'b', 'c'};
    assertNotEquals(Hash.of(Domain.BLOCK, abc), Hash.of(Domain.VOTE, abc));
    assertEquals(
        Hash.of(Domain.BLOCK, abc), Hash.of(Domain.BLOCK, new byte[] {'a'}, new byte[] {'b', 'c'}));
  }

  @Test
  void anAddressIsShownAndReadInBech32m() {
    Address address = PublicKey.parse(KEY_1).address();
    assertEquals("pai15ejs7gde6ctvankdupz5z3nd4a5426jvgn3d80", address.toString());
    assertEquals(address, Address.parse("pai15ejs7gde6ctvankdupz5z3nd4a5426jvgn3d80"));
    assertEquals(
        address,
        Address.parse("pai15ejs7gde6ctvankdupz5z3nd4a5426jvgn3d80".toUpperCase(Locale.ROOT)));
    assertEquals(12, address.abbreviated().length());
    assertFalse(address.equals(Address.of(new byte[Address.BYTES])));
  }

  @Test
  void anAddressOfAnotherPrefixOrLengthIsRefused() {
    byte[] value = new byte[Address.BYTES];
    assertThrows(IllegalArgumentException.class, () -> Address.parse(Bech32m.encode("bc", value)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Address.parse(Bech32m.encode(Address.PREFIX, new byte[21])));
    assertThrows(IllegalArgumentException.class, () -> Address.parse(""));
    assertThrows(IllegalArgumentException.class, () -> Address.parse("pai1"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Address.parse("pai15ejs7gde6ctvankdupz5z3nd4a5426jvgn3d80 "));
  }

  private static int order(byte[] a, byte[] b) {
    return new BigInteger(1, a).compareTo(new BigInteger(1, b));
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
