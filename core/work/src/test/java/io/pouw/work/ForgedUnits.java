package io.pouw.work;

import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.Signer;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.KeyPair;
import java.util.function.UnaryOperator;

/** What a miner does that sends wrong updates from some round on, well signed. */
record ForgedUnits(KeyPair keys, int fromRound) implements UnaryOperator<RoleEffect> {
  @Override
  public RoleEffect apply(RoleEffect effect) {
    if (effect instanceof RoleEffect.Send send
        && send.topic().equals(WorkMessage.UNIT_TOPIC)
        && WorkMessage.decode(send.topic(), send.payload()) instanceof WorkMessage.UnitDone done
        && done.claim().unit().round() >= fromRound)
      return new RoleEffect.Send(send.to(), send.topic(), forge(done).toBytes());
    return effect;
  }

  private WorkMessage.UnitDone forge(WorkMessage.UnitDone done) {
    byte[] update = done.update().clone();
    update[7] ^= 64;
    UnitClaim claim = done.claim();
    return new WorkMessage.UnitDone(
        UnitClaim.sign(
            Signer.of(keys),
            claim.chainId(),
            claim.task(),
            claim.generation(),
            claim.unit(),
            claim.input(),
            BlobId.of(update)),
        update);
  }
}
