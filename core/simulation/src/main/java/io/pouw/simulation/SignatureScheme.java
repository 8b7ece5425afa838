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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of a simulated network. {@link #ed25519} is what runs in production. {@link #keyedHash}
 * is about a hundred times cheaper and as good where no adversary outside of the simulation tries
 * to forge: only the simulator holds the secrets, and corrupted messages fail as they would.
 */
public record SignatureScheme(List<VoteSigner> signers, VoteVerifier verifier) {
  public SignatureScheme {
    signers = List.copyOf(signers);
  }

  public static SignatureScheme ed25519(int nodes, long seed) {
    var signers = new ArrayList<VoteSigner>();
    for (int node = 0; node < nodes; node++)
      signers.add(VoteSigner.of(KeyPair.fromSeed(secret(seed, node).toBytes())));
    return new SignatureScheme(signers, VoteVerifier.ED25519);
  }

  public static SignatureScheme keyedHash(int nodes, long seed) {
    Map<PublicKey, Hash> secrets = new HashMap<>();
    var signers = new ArrayList<VoteSigner>();
    for (int node = 0; node < nodes; node++) {
      Hash secret = secret(seed, node);
      PublicKey key = PublicKey.of(Hash.sha256(secret.toBytes()).toBytes());
      secrets.put(key, secret);
      signers.add(new KeyedHashSigner(key, secret));
    }
    VoteVerifier verifier =
        (key, message, signature) -> {
          Hash secret = secrets.get(key);
          return secret != null && mac(secret, message).equals(signature);
        };
    return new SignatureScheme(signers, verifier);
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

  private static Hash secret(long seed, int node) {
    return Hash.of(Domain.SEED, new Encoder().i64(seed).u32(node).toBytes());
  }
}
