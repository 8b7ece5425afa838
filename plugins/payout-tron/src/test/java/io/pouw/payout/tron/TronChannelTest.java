package io.pouw.payout.tron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.payout.tron.emulator.Fault;
import io.pouw.payout.tron.emulator.Rules;
import io.pouw.payout.tron.emulator.TronEmulator;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutChannel.Payment;
import io.pouw.plugin.PayoutChannel.Quote;
import io.pouw.plugin.PayoutChannel.SignedPayment;
import io.pouw.plugin.PayoutChannel.Status;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.Signer;
import io.pouw.primitives.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rail against a node that checks what a real one checks. */
class TronChannelTest {
  private static final long USDT = 1_000_000;
  private static final TronAddress RECEIVER = TronTransactionTest.OTHER.address();

  @TempDir Path folder;
  private final TronRail rail = new TronRail();
  private final TronEmulator node = new TronEmulator(Rules.MAINNET, 0);
  private PayoutChannel channel;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(folder.resolve("password"), "correct horse\n");
    String account = rail.createKey(context(Map.of()));
    node.fund(TronAddress.parse(account), 1_000 * USDT, 1_000_000_000);
    node.settle();
    channel = rail.open(context(Map.of()));
    assertEquals(account, channel.account());
  }

  @AfterEach
  void close() {
    channel.close();
    node.close();
  }

  private PayoutContext context(Map<String, String> more) {
    var settings =
        new HashMap<>(
            Map.of(
                "network", "private",
                "url", node.url(),
                "token", node.token().toString(),
                "keystore", folder.resolve("tron.p12").toString(),
                "password_file", folder.resolve("password").toString()));
    settings.putAll(more);
    return new PayoutContext(
        settings, Signer.of(KeyPair.fromSeed(new byte[KeyPair.SEED_BYTES])), Optional.empty());
  }

  private SignedPayment sign(String reference, long amount) {
    return channel.sign(List.of(new Payment(reference, RECEIVER.toString(), amount))).getFirst();
  }

  @Test
  void aPaymentIsConfirmedBySolidBlocksOnly() {
    SignedPayment signed = sign("a", 5 * USDT);
    assertInstanceOf(Status.Unseen.class, channel.status(signed));
    assertTrue(channel.broadcast(signed).accepted());
    assertEquals(new Status.Pending(""), channel.status(signed));
    node.produce(1);
    assertEquals(new Status.Pending("block " + node.height()), channel.status(signed));
    assertEquals(5 * USDT, node.tokens(RECEIVER));
    node.produce(17);
    assertInstanceOf(Status.Pending.class, channel.status(signed));
    node.produce(1);
    assertInstanceOf(Status.Confirmed.class, channel.status(signed));
  }

  @Test
  void theSameBytesPayOnceHoweverOftenTheyAreSent() {
    SignedPayment signed = sign("a", 5 * USDT);
    for (int i = 0; i < 3; i++) {
      assertTrue(channel.broadcast(signed).accepted());
      node.produce(1);
    }
    node.settle();
    assertTrue(channel.broadcast(signed).accepted());
    node.produce(3);
    assertEquals(5 * USDT, node.tokens(RECEIVER));
  }

  @Test
  void equalPaymentsAreDifferentTransactionsAndOneSignedTwiceIsOne() {
    List<Payment> batch =
        IntStream.range(0, 500)
            .mapToObj(i -> new Payment("r" + i, RECEIVER.toString(), USDT))
            .toList();
    var ids = new HashSet<String>();
    channel.sign(batch).forEach(each -> assertTrue(ids.add(each.id())));
    assertEquals(sign("r7", USDT).id(), sign("r7", USDT).id());
    assertNotEquals(sign("r7", USDT).id(), sign("r8", USDT).id());
  }

  @Test
  void anEstimateIsWhatTheBlocksTakeThen() {
    List<Payment> batch =
        List.of(
            new Payment("a", RECEIVER.toString(), USDT), new Payment("b", channel.account(), USDT));
    long quoted = channel.quote(batch).fee();
    long paid = 0;
    for (SignedPayment each : channel.sign(batch)) {
      channel.broadcast(each);
      node.settle();
      paid += assertInstanceOf(Status.Confirmed.class, channel.status(each)).fee();
    }
    assertTrue(paid <= quoted && quoted < 1.3 * paid, "quoted " + quoted + ", paid " + paid);
  }

  @Test
  void whatABranchThatLostHeldCanBeSentAgain() {
    SignedPayment signed = sign("a", 5 * USDT);
    channel.broadcast(signed);
    node.produce(1);
    node.reorganise(1, false);
    assertEquals(0, node.tokens(RECEIVER));
    assertInstanceOf(Status.Unseen.class, channel.status(signed));
    assertTrue(channel.broadcast(signed).accepted());
    node.settle();
    assertInstanceOf(Status.Confirmed.class, channel.status(signed));
    assertEquals(5 * USDT, node.tokens(RECEIVER));
  }

  @Test
  void anExpiredTransferFailsOnlyOnceSolidTimeIsPastIt() {
    SignedPayment signed = sign("a", 5 * USDT);
    node.produce(223 + 18); // 600 s and up to 66 s on top, without the margin
    assertInstanceOf(Status.Unseen.class, channel.status(signed));
    assertFalse(channel.broadcast(signed).accepted());
    node.produce(21);
    var failed = assertInstanceOf(Status.Failed.class, channel.status(signed));
    assertTrue(failed.retry());
    assertEquals(0, failed.fee());
  }

  @Test
  void aTransferThatTheTokenRefusesFailsAndCostsItsFee() {
    SignedPayment signed = sign("a", 2_000 * USDT);
    assertTrue(channel.broadcast(signed).accepted());
    node.settle();
    var failed = assertInstanceOf(Status.Failed.class, channel.status(signed));
    assertTrue(failed.reason().startsWith("REVERT"), failed.reason());
    assertFalse(failed.retry());
    assertTrue(failed.fee() > 0);
    assertEquals(0, node.tokens(RECEIVER));
  }

  @Test
  void aNodeThatIsDownOrForgetsIsToldApartFromARefusal() {
    SignedPayment signed = sign("a", USDT);
    node.inject(Fault.UNREACHABLE, Fault.LOST_ANSWER, Fault.BUSY, Fault.LOST_TRANSACTION);
    assertThrows(PayoutException.class, () -> channel.broadcast(signed));
    assertInstanceOf(Status.Unseen.class, channel.status(signed));
    assertThrows(PayoutException.class, () -> channel.broadcast(signed));
    assertEquals(new Status.Pending(""), channel.status(signed));
    node.clearPool();
    assertTrue(channel.broadcast(signed).reason().startsWith("SERVER_BUSY"));
    assertTrue(channel.broadcast(signed).accepted());
    assertInstanceOf(Status.Unseen.class, channel.status(signed));
  }

  @Test
  void fundsAreReadFromTheContract() {
    assertEquals(new PayoutChannel.Funds(1_000 * USDT, 1_000_000_000), channel.funds());
  }

  @Test
  void aNodeOfAnotherNetworkIsRefused() {
    try (PayoutChannel main = rail.open(context(Map.of("network", "mainnet")))) {
      var e = assertThrows(PayoutException.class, main::funds);
      assertTrue(String.valueOf(e.getMessage()).contains("is not mainnet"), e.getMessage());
    }
  }

  @Test
  void aKeystoreIsNeverOverwrittenAndOpensWithItsPasswordAlone() throws Exception {
    assertThrows(PayoutException.class, () -> rail.createKey(context(Map.of())));
    Path wrong = Files.writeString(folder.resolve("wrong"), "another");
    assertThrows(
        PayoutException.class, () -> rail.open(context(Map.of("password_file", wrong.toString()))));
    Files.setPosixFilePermissions(
        folder.resolve("tron.p12"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThrows(PayoutException.class, () -> rail.open(context(Map.of())));
  }

  @Test
  void settingsThatDoNotDoAreNamed() {
    for (Map<String, String> bad :
        List.of(
            Map.of("network", "ropsten"),
            Map.of("token", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u"),
            Map.of("url", "ftp://x"),
            Map.of("fee_limit_trx", "0"),
            Map.of("network", "shasta", "token", "")))
      assertThrows(PayoutException.class, () -> rail.open(context(bad)), bad.toString());
    assertFalse(rail.rejectAccount("pai1abc").isEmpty());
    assertEquals("", rail.rejectAccount(RECEIVER.toString()));
  }

  @Test
  void whatACrowdedTokenCostsOnTopIsInTheEstimateAndIsWhatIsPaid() throws Exception {
    var crowding = new Rules.Crowding(20_000, 2_000, 34_000, 60_000);
    try (var busy = new TronEmulator(Rules.MAINNET.with(crowding), 0)) {
      busy.fund(TronAddress.parse(channel.account()), 1_000 * USDT, 1_000_000_000);
      busy.settle();
      var settings = Map.of("url", busy.url(), "token", busy.token().toString());
      try (PayoutChannel paying = rail.open(context(settings))) {
        var payment = new Payment("first", RECEIVER.toString(), USDT);
        Quote quiet = paying.quote(List.of(payment));
        assertCosts(quiet, pay(busy, paying, payment));
        // the next cycle: the one before was over the threshold
        busy.produce(20);
        payment = new Payment("second", RECEIVER.toString(), USDT);
        Quote crowded = paying.quote(List.of(payment));
        assertTrue(crowded.detail().contains("for a crowded contract"), crowded.detail());
        assertCosts(crowded, pay(busy, paying, payment));
        // it would fail for so little, and that is said before it is signed
        try (PayoutChannel careful = rail.open(context(with(settings, "fee_limit_trx", "1")))) {
          var refused =
              assertThrows(
                  PayoutException.class,
                  () -> careful.quote(List.of(new Payment("x", RECEIVER.toString(), USDT))));
          assertTrue(refused.toString().contains("fee_limit_trx"), refused.toString());
        }
      }
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    var more = new HashMap<>(settings);
    more.put(key, value);
    return more;
  }

  /** The bytes of a transfer are estimated a little up. */
  private static void assertCosts(Quote quote, long fee) {
    assertTrue(fee <= quote.fee() && fee * 100 >= quote.fee() * 99, fee + " of " + quote);
  }

  /** What a payment cost in the end. */
  private static long pay(TronEmulator on, PayoutChannel paying, Payment payment) {
    SignedPayment signed = paying.sign(List.of(payment)).getFirst();
    assertTrue(paying.broadcast(signed).accepted());
    on.settle();
    return assertInstanceOf(Status.Confirmed.class, paying.status(signed)).fee();
  }
}
