package io.pouw.management.payout;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Payouts as CSV (RFC 4180), for accounting. */
public final class PayoutCsv {
  private static final String HEADER =
      "reference,rail,member,account,amount,status,batch,attempt,transfer,block,payment_fee,"
          + "requested,approved_by,reason";

  private PayoutCsv() {}

  /** A header and a line each; amounts in the smallest unit. */
  public static String of(List<PayoutView> payouts) {
    return Stream.concat(Stream.of(HEADER), payouts.stream().map(PayoutCsv::line))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String line(PayoutView view) {
    UnaryOperator<String> quote = PayoutCsv::quote;
    return Stream.of(
            view.request().reference(),
            view.request().rail(),
            view.request().member(),
            view.request().account(),
            Long.toString(view.request().amount()),
            view.status().name().toLowerCase(java.util.Locale.ROOT),
            view.batch().map(String::valueOf).orElse(""),
            Integer.toString(view.attempt()),
            view.transfer().orElse(""),
            view.block(),
            Long.toString(view.fee()),
            Instant.ofEpochMilli(view.requestedMs()).toString(),
            view.approvedBy(),
            view.reason())
        .map(quote)
        .collect(Collectors.joining(","));
  }

  /** Spreadsheets take a cell that begins so for a formula. */
  private static String quote(String text) {
    String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
