package io.pouw.management.payout;

import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronKey;
import io.pouw.payout.tron.TronRail;
import io.pouw.payout.tron.emulator.Rules;
import io.pouw.payout.tron.emulator.TronEmulator;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** An emulated TRON, the rail to it, and a clock that moves when it is told to. */
final class TestRail implements AutoCloseable, InstantSource {
  static final long USDT = 1_000_000;
  static final PayoutRules RULES =
      new PayoutRules(
          1,
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          1_000,
          Duration.ZERO,
          Long.MAX_VALUE,
          3,
          Duration.ofSeconds(30),
          Duration.ofHours(1));

  final TronEmulator node = new TronEmulator(Rules.MAINNET, 0);
  final PayoutChannel channel;
  private final Map<String, String> settings;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  TestRail(Path folder) {
    this.settings = settings(folder, node.url(), node.token().toString(), "600");
    this.channel = open(settings);
    node.fund(TronAddress.parse(channel.account()), 1_000_000 * USDT, 100_000_000_000L);
    node.settle();
  }

  /** The settings, of which the keystore is made if it is not there. */
  static Map<String, String> settings(Path folder, String url, String token, String lifetime) {
    try {
      Path password = folder.resolve("password");
      Path keystore = folder.resolve("tron.p12");
      var settings =
          Map.of(
              "network",
              "private",
              "url",
              url,
              "token",
              token,
              "keystore",
              keystore.toString(),
              "password_file",
              password.toString(),
              "lifetime_seconds",
              lifetime);
      if (!Files.exists(keystore)) {
        Files.writeString(password, "secret");
        new TronRail().createKey(context(settings));
      }
      return settings;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static PayoutChannel open(Map<String, String> settings) {
    return new TronRail().open(context(settings));
  }

  private static PayoutContext context(Map<String, String> settings) {
    Signer signer = Signer.of(KeyPair.fromSeed(new byte[KeyPair.SEED_BYTES]));
    return new PayoutContext(settings, signer, Optional.empty());
  }

  Map<String, String> settings() {
    return settings;
  }

  /** An account of nobody here. */
  static String account(String name) {
    byte[] secret = Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes();
    return TronKey.of(secret).address().toString();
  }

  long paid(String account) {
    return node.tokens(TronAddress.parse(account));
  }

  static PayoutRequest request(String rail, String reference, String name, long amount) {
    return new PayoutRequest(reference, rail, name, account(name), amount);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void close() {
    channel.close();
    node.close();
  }
}
