package io.pouw.node.api;

import java.util.List;
import java.util.Optional;

/**
 * A look at the cluster that a node is a member of, as the member sees it that answers.
 *
 * @param answering name of that member
 * @param members all that it hears of, itself included
 * @param lease who may sign; empty before the database was read for the first time
 * @param replaced whose units went to others lately, oldest first
 * @param replacedCount how often that was since the start of this member
 * @param failOver the last time that another member took over to sign; empty if none is known
 */
public record ClusterStatus(
    String answering,
    List<Member> members,
    Optional<Lease> lease,
    List<Replacement> replaced,
    long replacedCount,
    Optional<FailOver> failOver) {
  public ClusterStatus {
    members = List.copyOf(members);
    replaced = List.copyOf(replaced);
  }

  /**
   * One member.
   *
   * @param id its name in the cluster, unlike that of any other ever
   * @param name what its operator calls it
   * @param kind full, worker, verifier or gateway
   * @param state starting, stands_by, signs or ready
   * @param stateSinceMs Unix time by the member's clock
   * @param knownForMs how long the answering member has known it
   * @param capacity units at once, 0 for one that takes none
   * @param running units that it works on
   * @param room units that it would get now
   * @param speed measured weight per second, 0 if it has done no unit for the answering member
   * @param units that it has done for the answering member
   * @param slow whether it is under the threshold of the median speed
   */
  public record Member(
      String id,
      String name,
      String address,
      String kind,
      String state,
      long stateSinceMs,
      long knownForMs,
      int capacity,
      int running,
      int room,
      double speed,
      long units,
      boolean slow) {}

  /**
   * The right to sign as the shared database told it.
   *
   * @param holder name of the member that has it, or had it last
   * @param token that fences off earlier holders
   * @param leftMs until it is over, 0 if it is
   * @param ageMs how old this reading is; it grows while the database cannot be reached
   */
  public record Lease(String holder, long token, long leftMs, long ageMs) {}

  /**
   * A member that units were taken from.
   *
   * @param member its name
   * @param atMs Unix time
   */
  public record Replacement(String member, String reason, long atMs) {}

  /**
   * A change of who signs, by the database's clock.
   *
   * @param token of the member that took over
   * @param from token of the one before
   * @param atMs Unix time of the first vote under the new token
   * @param gapMs from the last vote under the old one to that
   */
  public record FailOver(long token, long from, long atMs, long gapMs) {}
}
