package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A pool at one version. Only its operator makes new versions ({@link PoolRules}); everybody can
 * check one, since each stay carries the worker's own signature.
 *
 * @param chainId the chain whose work it counts
 * @param operator who signs its versions and pays its members
 * @param name in the operator's words; operator and name make the {@link #id}
 * @param version from 1
 * @param schedule what the members agree to, and from when on
 * @param members all stays that may still matter, in the order of joining
 * @param height of the chain when this version was made
 * @param closed whether it takes no more members
 */
public record PoolState(
    Hash chainId,
    PublicKey operator,
    String name,
    long version,
    TermsSchedule schedule,
    List<Membership> members,
    long height,
    boolean closed)
    implements Encodable {
  public static final int MAX_NAME_BYTES = 64;

  /** Stays that are remembered; the oldest ended ones are forgotten first. */
  public static final int MAX_STAYS = 1_000;

  public PoolState {
    members = List.copyOf(members);
  }

  static PoolState decode(Decoder in) {
    return new PoolState(
        in.hash(),
        PublicKey.decode(in),
        in.text(MAX_NAME_BYTES),
        in.u63(),
        TermsSchedule.decode(in),
        in.list(MAX_STAYS, Membership::decode),
        in.u63(),
        in.bool());
  }

  @Override
  public void encode(Encoder out) {
    out.hash(chainId).put(operator).text(name).i64(version).put(schedule);
    out.list(members).i64(height).bool(closed);
  }

  /** The name of a pool on all nodes. */
  public static Hash id(Hash chainId, PublicKey operator, String name) {
    return Hash.of(
        Domain.POOL, chainId.toBytes(), operator.toBytes(), name.getBytes(StandardCharsets.UTF_8));
  }

  public Hash id() {
    return id(chainId, operator, name);
  }

  /** What the operator signs, and what tells two versions of the same number apart. */
  public Hash digest() {
    return Hash.of(Domain.POOL, this);
  }

  /** The terms that were agreed on last; they may not be in force yet. */
  public PoolTerms terms() {
    return schedule.latest();
  }

  /** The members of now, in the order of joining. */
  public List<Membership> active() {
    return members.stream().filter(Membership::active).toList();
  }

  public Optional<Membership> active(Address worker) {
    return members.stream()
        .filter(each -> each.active() && each.worker().equals(worker))
        .findFirst();
  }

  /** The stay in which work of a worker, taken in at a height, was done. */
  public Optional<Membership> stay(Address worker, long height) {
    return members.stream()
        .filter(each -> each.worker().equals(worker) && each.covers(height))
        .findFirst();
  }
}
