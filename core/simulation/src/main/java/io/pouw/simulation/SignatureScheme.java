package io.pouw.simulation;

import io.pouw.consensus.VoteSigner;
import io.pouw.consensus.VoteVerifier;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the validators of a simulated network sign their votes. {@link #ed25519} is what runs in
 * production. {@link #keyedHash} is about a hundred times cheaper and as good where no adversary
 * outside of the simulation tries to forge: only the simulator holds the secrets, and corrupted
 * messages fail as they would.
 */
public record SignatureScheme(List<VoteSigner> signers, VoteVerifier verifier) {
  public SignatureScheme {
    signers = List.copyOf(signers);
  }

  /** Ed25519, a signature that many nodes receive verified once. */
  public static SignatureScheme ed25519(List<KeyPair> keys) {
    return new SignatureScheme(
        keys.stream().map(VoteSigner::of).toList(), new Remembering(VoteVerifier.ED25519));
  }

  /** Signs with hashes that stand for the signatures of these keys. */
  public static SignatureScheme keyedHash(List<KeyPair> keys, long seed) {
    Map<PublicKey, Hash> secrets = new HashMap<>();
    var signers = new ArrayList<VoteSigner>();
    for (int node = 0; node < keys.size(); node++) {
      Hash secret = Hash.of(Domain.SEED, new Encoder().i64(seed).u32(node).toBytes());
      PublicKey key = keys.get(node).publicKey();
      secrets.put(key, secret);
      signers.add(new KeyedHashSigner(key, secret));
    }
    VoteVerifier verifier =
        (key, message, signature) -> {
          Hash secret = secrets.get(key);
          return secret != null && mac(secret, message).equals(signature);
        };
    return new SignatureScheme(signers, new Remembering(verifier));
  }

  private record KeyedHashSigner(PublicKey publicKey, Hash secret) implements VoteSigner {
    @Override
    public Signature sign(byte[] message) {
      return mac(secret, message);
    }
  }

  private static Signature mac(Hash secret, byte[] message) {
    byte[] half = Hash.of(Domain.VOTE, secret.toBytes(), message).toBytes();
    return Signature.of(new Encoder(Signature.BYTES).fixed(half).fixed(half).toBytes());
  }

  /**
   * Remembers what was verified lately: verification is a function of its arguments, and one vote
   * goes to all nodes.
   */
  private static final class Remembering implements VoteVerifier {
    private static final int SLOTS = 1 << 14;

    private record Verified(PublicKey key, byte[] message, Signature signature, boolean holds) {
      boolean isOf(PublicKey otherKey, byte[] otherMessage, Signature otherSignature) {
        return signature.equals(otherSignature)
            && key.equals(otherKey)
            && Arrays.equals(message, otherMessage);
      }
    }

    private final VoteVerifier verifier;
    private final @Nullable Verified[] slots = new @Nullable Verified[SLOTS];

    Remembering(VoteVerifier verifier) {
      this.verifier = verifier;
    }

    @Override
    public boolean verifies(PublicKey key, byte[] message, Signature signature) {
      int slot = signature.hashCode() & SLOTS - 1;
      Verified known = slots[slot];
      if (known != null && known.isOf(key, message, signature)) return known.holds();
      boolean holds = verifier.verifies(key, message, signature);
      slots[slot] = new Verified(key, message, signature, holds);
      return holds;
    }
  }
}
