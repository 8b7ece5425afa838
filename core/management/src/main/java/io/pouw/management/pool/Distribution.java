package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.math.BigInteger;
import java.util.List;

/**
 * How one pot was divided. {@code fee} and the lines' amounts add up to {@code pot}, to the last
 * unit.
 *
 * @param id of all that it was computed from; the same inputs give the same
 * @param pool id
 * @param version of the pool whose terms and members counted
 * @param scheme by which it was divided
 * @param afterHeight work settled at greater heights counts in a proportional distribution
 * @param toHeight work settled up to here counts
 * @param currency of all amounts, such as {@code PAI}
 * @param pot what was there to divide
 * @param fee the operator keeps
 * @param lines those who worked, in increasing address
 */
public record Distribution(
    Hash id,
    Hash pool,
    long version,
    Scheme scheme,
    long afterHeight,
    long toHeight,
    String currency,
    long pot,
    long fee,
    List<Line> lines) {
  /**
   * What one member gets.
   *
   * @param account where it goes
   * @param units in the checkpoints that counted
   * @param weight floating-point operations that counted, and by which the pot is divided
   * @param amount may be 0 for little work and a small pot
   */
  public record Line(Address member, String account, long units, BigInteger weight, long amount) {}

  public Distribution {
    lines = List.copyOf(lines);
  }

  /** What is to be paid; lines that got nothing are left out. */
  public List<Share> shares() {
    return lines.stream()
        .filter(line -> line.amount() > 0)
        .map(line -> new Share(line.member(), line.account(), line.amount(), reference(line)))
        .toList();
  }

  private String reference(Line line) {
    return "pool/" + id + "/" + line.member();
  }
}
