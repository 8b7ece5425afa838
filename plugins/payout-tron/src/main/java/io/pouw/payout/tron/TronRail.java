package io.pouw.payout.tron;

import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.PayoutRail;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * USDT over TRON. Settings: {@code network} (mainnet, nile, shasta, private), {@code url}, {@code
 * token}, {@code keystore}, {@code password_file}, {@code fee_limit_trx}, {@code lifetime_seconds},
 * {@code api_key_file}. {@code docs/payouts.md} explains them.
 */
@Extension
public final class TronRail implements PayoutRail {
  static final String NAME = "tron";
  private static final long SUN = 1_000_000;
  private static final long DEFAULT_FEE_LIMIT_TRX = 40;
  private static final long MAX_FEE_LIMIT_TRX = 15_000;
  private static final long DEFAULT_LIFETIME_SECONDS = 600;
  private static final long MAX_LIFETIME_SECONDS = 23 * 3_600;
  private static final int MAX_SECRET = 1 << 12;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Unit unit() {
    return new Unit("USDT", 6);
  }

  @Override
  public Unit feeUnit() {
    return new Unit("TRX", 6);
  }

  @Override
  public String rejectAccount(String account) {
    try {
      return TronAddress.parse(account).word().signum() == 0
          ? "'" + account + "' is the address of nobody: what is sent there is lost"
          : "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public String createKey(PayoutContext context) {
    Path file = Path.of(context.required("keystore"));
    char[] password = password(context);
    try {
      TronKey key = TronKey.generate(new SecureRandom());
      TronKeystore.store(file, password, key);
      return key.address().toString();
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  @Override
  public PayoutChannel open(PayoutContext context) {
    TronNetwork network = TronNetwork.of(context);
    TronAddress token = token(context, network);
    long feeLimit =
        SUN * context.number("fee_limit_trx", DEFAULT_FEE_LIMIT_TRX, 1, MAX_FEE_LIMIT_TRX);
    long lifetime =
        context.number("lifetime_seconds", DEFAULT_LIFETIME_SECONDS, 60, MAX_LIFETIME_SECONDS);
    Optional<String> apiKey =
        Optional.of(context.setting("api_key_file", ""))
            .filter(file -> !file.isEmpty())
            .map(file -> String.valueOf(secret("api_key_file", Path.of(file))));
    char[] password = password(context);
    try {
      TronKey key = TronKeystore.open(Path.of(context.required("keystore")), password);
      return new TronChannel(
          network, new TronNode(network.url(), apiKey), key, token, feeLimit, lifetime * 1_000);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  private static TronAddress token(PayoutContext context, TronNetwork network) {
    String text = context.setting("token", network.token().orElse(""));
    if (text.isEmpty())
      throw new PayoutException(
          "the setting 'token' is missing: " + network.name() + " has no customary USDT contract");
    try {
      return TronAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new PayoutException("the setting 'token': " + e.getMessage(), e);
    }
  }

  private static char[] password(PayoutContext context) {
    return secret("password_file", Path.of(context.required("password_file")));
  }

  private static char[] secret(String setting, Path file) {
    try {
      if (Files.size(file) > MAX_SECRET)
        throw new PayoutException(setting + ": " + file + " has over " + MAX_SECRET + " bytes");
      CharBuffer text = CharBuffer.wrap(Files.readString(file, StandardCharsets.UTF_8).strip());
      if (text.isEmpty()) throw new PayoutException(setting + ": " + file + " is empty");
      var secret = new char[text.length()];
      text.get(secret);
      return secret;
    } catch (IOException e) {
      throw new PayoutException(setting + ": " + file + " cannot be read: " + e, e);
    }
  }
}
