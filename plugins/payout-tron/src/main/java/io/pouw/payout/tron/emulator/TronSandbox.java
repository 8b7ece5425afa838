package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronKey;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.PayoutSandbox;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** A {@link TronEmulator} that makes ten blocks a second. */
@Extension
public final class TronSandbox implements PayoutSandbox {
  private static final long BLOCK_EVERY_MS = 100;
  private static final long TRX_FOR_FEES = 1_000_000L * 1_000_000;

  @Override
  public String rail() {
    return "tron";
  }

  @Override
  public Running start(int port, String payer, long amount) {
    try {
      var emulator = new TronEmulator(Rules.MAINNET, port);
      emulator.fund(TronAddress.parse(payer), amount, TRX_FOR_FEES);
      emulator.tick(BLOCK_EVERY_MS);
      return new Network(emulator);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new PayoutException("the emulated TRON node cannot start: " + e.getMessage(), e);
    }
  }

  private record Network(TronEmulator emulator) implements Running {
    @Override
    public Map<String, String> settings() {
      return Map.of(
          "network", "private", "url", emulator.url(), "token", emulator.token().toString());
    }

    @Override
    public List<String> newAccounts(int count) {
      var random = new SecureRandom();
      return Stream.generate(() -> TronKey.generate(random).address().toString())
          .limit(count)
          .toList();
    }

    @Override
    public long balance(String account) {
      return emulator.tokens(TronAddress.parse(account));
    }

    @Override
    public void close() {
      emulator.close();
    }
  }
}
