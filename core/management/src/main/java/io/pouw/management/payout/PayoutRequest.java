package io.pouw.management.payout;

/**
 * Somebody is to be paid.
 *
 * @param reference whose it is for ever, such as a distribution's id and the member; 1 to {@value
 *     #MAX_REFERENCE} letters, digits and {@code . _ : @ + = , ~ / -}
 * @param rail by which
 * @param member to whom, as the payer calls him
 * @param account on the rail
 * @param amount in the rail's smallest unit, positive
 */
public record PayoutRequest(
    String reference, String rail, String member, String account, long amount) {
  static final int MAX_REFERENCE = 120;
  private static final int MAX_NAME = 128;

  public PayoutRequest {
    if (!reference.matches("[A-Za-z0-9._:@+=,~/-]{1," + MAX_REFERENCE + "}"))
      throw new IllegalArgumentException(
          "reference '%s': expected 1 to %d letters, digits and . _ : @ + = , ~ / -"
              .formatted(reference, MAX_REFERENCE));
    if (amount <= 0)
      throw new IllegalArgumentException(
          reference + ": the amount is " + amount + ", expected 1 or more");
    requireLength("member", member);
    requireLength("account", account);
  }

  private static void requireLength(String what, String text) {
    if (text.isBlank() || text.length() > MAX_NAME)
      throw new IllegalArgumentException(
          "%s '%s': expected 1 to %d characters".formatted(what, text, MAX_NAME));
  }
}
