package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * Who does a task.
 *
 * @param height of the assignment block
 * @param effectiveSeed {@code Hash.of(Domain.SEED, task id, beacon of the assignment block)}: the
 *     seed of the computation, so that a task submitted again is new work
 * @param miners in increasing address; convicted ones leave, replacements join
 * @param supervisors in the beacon's order, which is that of their terms as lead
 * @param evaluators in increasing address
 * @param verifiers the jury, in increasing address
 */
public record Assignment(
    long height,
    Hash effectiveSeed,
    List<Address> miners,
    List<Address> supervisors,
    List<Address> evaluators,
    List<Address> verifiers)
    implements Encodable {
  static final Assignment NONE =
      new Assignment(0, Hash.ZERO, List.of(), List.of(), List.of(), List.of());

  public Assignment {
    miners = List.copyOf(miners);
    supervisors = List.copyOf(supervisors);
    evaluators = List.copyOf(evaluators);
    verifiers = List.copyOf(verifiers);
  }

  static Assignment decode(Decoder in) {
    return new Assignment(
        in.u63(),
        in.hash(),
        in.list(Checkpoint.MAX_MINERS, Decoder::address),
        in.list(Checkpoint.MAX_SUPERVISORS, Decoder::address),
        in.list(DrawState.MAX_JURY, Decoder::address),
        in.list(DrawState.MAX_JURY, Decoder::address));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(height).hash(effectiveSeed);
    out.list(miners, Encoder::address).list(supervisors, Encoder::address);
    out.list(evaluators, Encoder::address).list(verifiers, Encoder::address);
  }

  Assignment with(List<Address> otherMiners, List<Address> otherSupervisors) {
    return new Assignment(
        height, effectiveSeed, otherMiners, otherSupervisors, evaluators, verifiers);
  }

  /** Without one account as evaluator and verifier. */
  Assignment withoutJudge(Address account) {
    return new Assignment(
        height,
        effectiveSeed,
        miners,
        supervisors,
        TaskDraft.without(evaluators, account),
        TaskDraft.without(verifiers, account));
  }

  /** Without one account in any place. */
  Assignment without(Address account) {
    return withoutJudge(account)
        .with(TaskDraft.without(miners, account), TaskDraft.without(supervisors, account));
  }
}
