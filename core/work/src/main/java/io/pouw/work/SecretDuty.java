package io.pouw.work;

import io.pouw.ledger.DrawState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * To whom a miner shows the secret of a unit: a verifier whose verdict on that very unit the chain
 * waits for, as a member of the drawn committee or, in a dispute, of the jury. Nobody else ever,
 * supervisors and the client included.
 */
final class SecretDuty {
  private SecretDuty() {}

  /** The answer; empty if the one who asks has no right to it, or not yet. */
  static Optional<WorkMessage.SecretGiven> answer(
      @Nullable TaskState task,
      WorkMessage.SecretAsked asked,
      Address from,
      RoleContext context,
      Hash chainId) {
    if (task == null || asked.checkpoint() >= task.checkpoints().size()) return Optional.empty();
    return task.checkpoints()
        .get(asked.checkpoint())
        .draw(asked.leaf())
        .filter(draw -> draw.awaits(from, task.verifiers()))
        .flatMap(DrawState::opening)
        .map(opening -> opening.claim())
        .filter(claim -> claim.minerAddress().equals(context.self()))
        .map(claim ->
            new WorkMessage.SecretGiven(
                asked.task(), asked.checkpoint(), asked.leaf(), secret(context, chainId, claim)));
  }

  private static UnitSecret secret(RoleContext context, Hash chainId, UnitClaim claim) {
    return UnitSecret.derive(
        context.signer(), chainId, claim.task(), claim.generation(), claim.unit(), claim.input());
  }
}
