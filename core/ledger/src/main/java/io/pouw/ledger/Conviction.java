package io.pouw.ledger;

import io.pouw.plugin.Role;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * That an account was caught by re-execution and slashed.
 *
 * @param offender a miner whose update was wrong, a supervisor that signed a wrong combination, or
 *     a verifier whose verdict was false
 * @param role in which it offended
 * @param verdict what the jury decided
 * @param unit that was re-executed
 * @param claim leaf hash of the unit's claim, the evidence that its miner signed
 * @param checkpoint index of the checkpoint that held the unit
 * @param generation of that checkpoint
 * @param height of the block that decided
 * @param slashed base units of stake taken
 * @param attestations the verdicts that decided
 */
public record Conviction(
    Address offender,
    Role role,
    Verdict verdict,
    UnitId unit,
    Hash claim,
    int checkpoint,
    int generation,
    long height,
    long slashed,
    List<Attestation> attestations)
    implements Encodable {
  public Conviction {
    attestations = List.copyOf(attestations);
  }

  static Conviction decode(Decoder in) {
    return new Conviction(
        in.address(),
        in.constant(Role.values()),
        in.constant(Verdict.values()),
        UnitId.decode(in),
        in.hash(),
        in.u32(),
        in.u32(),
        in.u63(),
        in.u63(),
        in.list(DrawState.MAX_JURY, Attestation::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.address(offender).constant(role).constant(verdict).put(unit).hash(claim);
    out.u32(checkpoint).u32(generation).i64(height).i64(slashed).list(attestations);
  }
}
