package io.pouw.payout.tron;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.plugin.PayoutChannel.Payment;
import io.pouw.plugin.PayoutChannel.Quote;
import io.pouw.plugin.PayoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch of transfers will cost: bandwidth for its bytes and energy for the token's code.
 * Each is taken from what the account has, the rest is burnt in TRX.
 */
public final class TronFees {
  /** Bytes that java-tron adds for the result of a transaction. */
  public static final int RESULT_BYTES = 64;

  /** Of a signed transfer, as {@link TronTransaction#encode} writes it, rounded up. */
  private static final int TRANSFER_BYTES = 285;

  private static final int MOST_PROBES = 50;
  private static final long USUAL_ENERGY_PRICE = 100;
  private static final long USUAL_BYTE_PRICE = 1_000;

  private final TronNode node;
  private final TronAddress payer;
  private final TronAddress token;
  private final long feeLimit;

  /**
   * Fees of one payer for one token.
   *
   * @param feeLimit most sun that the energy of a transfer may cost
   */
  TronFees(TronNode node, TronAddress payer, TronAddress token, long feeLimit) {
    this.feeLimit = feeLimit;
    this.node = node;
    this.payer = payer;
    this.token = token;
  }

  /** Energy of a batch, of which {@code penalty} for the token's being crowded. */
  private record Need(long energy, long penalty, long most) {}

  /**
   * What a batch will cost.
   *
   * @throws io.pouw.plugin.PayoutException if the node gives no answer, or a transfer would fail
   *     because it takes more than the fee limit
   */
  Quote quote(List<Payment> batch) {
    if (batch.isEmpty()) return new Quote(0, "nothing to send");
    Need need = need(batch);
    long price = node.parameter("getEnergyFee", USUAL_ENERGY_PRICE);
    if (Math.multiplyExact(need.most(), price) > feeLimit)
      throw new PayoutException(
          "a transfer takes %d energy of %d sun now, more than the fee limit of %d sun allows: it would fail and cost that"
                  .formatted(need.most(), price, feeLimit)
              + "; wait, or raise payout.tron.fee_limit_trx");
    long energy = need.energy();
    JsonNode resources = node.resources(payer);
    long ownEnergy = left(resources, "EnergyLimit", "EnergyUsed");
    long burntEnergy = Math.max(0, energy - ownEnergy);
    long bytes = (long) (TRANSFER_BYTES + RESULT_BYTES) * batch.size();
    long burntBytes = burntBytes(resources, batch.size());
    long fee =
        Math.addExact(
            Math.multiplyExact(burntEnergy, price),
            Math.multiplyExact(burntBytes, node.parameter("getTransactionFee", USUAL_BYTE_PRICE)));
    return new Quote(
        fee,
        "%d energy (%d of it staked%s), %d bytes (%d of them burnt)"
            .formatted(
                energy,
                energy - burntEnergy,
                need.penalty() > 0 ? ", %d for a crowded contract".formatted(need.penalty()) : "",
                bytes,
                burntBytes));
  }

  /** A transaction is carried by one kind of bandwidth whole, or all of its bytes are burnt. */
  private static long burntBytes(JsonNode resources, int count) {
    long each = TRANSFER_BYTES + RESULT_BYTES;
    long carried =
        left(resources, "NetLimit", "NetUsed") / each
            + left(resources, "freeNetLimit", "freeNetUsed") / each;
    return each * Math.max(0, count - carried);
  }

  private static long left(JsonNode resources, String limit, String used) {
    return Math.max(0, resources.path(limit).asLong() - resources.path(used).asLong());
  }

  /**
   * Each payment is tried out at the node, which tells what it costs, a crowded contract's penalty
   * and all: an account that has never held the token costs twice as much. Of a large batch some
   * are tried, and the dearest stands for all.
   */
  private Need need(List<Payment> batch) {
    var probes = new ArrayList<Payment>();
    int step = (batch.size() + MOST_PROBES - 1) / MOST_PROBES;
    for (int i = 0; i < batch.size(); i += step) probes.add(batch.get(i));
    var sum = new Need(0, 0, 0);
    long penalty = 0;
    for (Payment each : probes) {
      byte[] call = Trc20.transfer(TronAddress.parse(each.account()), each.amount());
      JsonNode answer = node.constantCall(payer, token, Trc20.TRANSFER, call);
      long used = answer.path("energy_used").asLong();
      long onTop = answer.path("energy_penalty").asLong();
      penalty = Math.max(penalty, onTop);
      sum =
          new Need(
              Math.addExact(sum.energy(), used),
              Math.addExact(sum.penalty(), onTop),
              Math.max(sum.most(), used));
    }
    if (probes.size() == batch.size()) return sum;
    return new Need(
        Math.multiplyExact(sum.most(), (long) batch.size()),
        Math.multiplyExact(penalty, (long) batch.size()),
        sum.most());
  }
}
