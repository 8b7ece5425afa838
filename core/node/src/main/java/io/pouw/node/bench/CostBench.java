package io.pouw.node.bench;

import io.pouw.ledger.Block;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.testnet.LoopbackNetwork;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What the parts of ordering a transaction cost on one thread: the verification of its signature by
 * each library there is, and the ledger's transition.
 */
final class CostBench {
  private static final int SIGNATURES = 256;
  private static final int BLOCK_TRANSACTIONS = 1_000;
  private static final int ACCOUNTS = 1_000;
  private static final int WARM_UPS = 10;
  private static final int SAMPLES = 15;
  private static final byte[] KEY_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  List<RateFigures> run(String only) {
    var figures = new ArrayList<RateFigures>();
    if ("signature".contains(only)) signatures(figures);
    if ("ledger".contains(only)) ledger(figures);
    return figures;
  }

  private static RateFigures rate(String what, String how, IntSupplier work) {
    double[] perSecond = new double[SAMPLES];
    for (int i = -WARM_UPS; i < SAMPLES; i++) {
      long begin = System.nanoTime();
      int done = work.getAsInt();
      if (i >= 0) perSecond[i] = done * 1e9 / (System.nanoTime() - begin);
    }
    return new RateFigures(what, how, Spread.of(perSecond));
  }

  private static void signatures(List<RateFigures> figures) {
    List<KeyPair> keys = LoopbackNetwork.keys("signer", SIGNATURES);
    byte[] message = new byte[256];
    List<Signature> signatures =
        keys.stream().map(key -> key.sign(Domain.TRANSACTION, message)).toList();
    byte[] digest = Hash.of(Domain.TRANSACTION, message).toBytes();
    String ours = PublicKey.isVerificationNative() ? "as used here (native)" : "as used here";
    figures.add(
        rate(
            "signature_verification",
            ours,
            () -> {
              for (int i = 0; i < SIGNATURES; i++)
                require(
                    keys.get(i)
                        .publicKey()
                        .verifies(Domain.TRANSACTION, message, signatures.get(i)));
              return SIGNATURES;
            }));
    figures.add(
        rate(
            "signature_verification",
            ours + ", " + Runtime.getRuntime().availableProcessors() + " processors at once",
            () -> {
              require(
                  IntStream.range(0, SIGNATURES)
                      .parallel()
                      .allMatch(i ->
                          keys.get(i)
                              .publicKey()
                              .verifies(Domain.TRANSACTION, message, signatures.get(i))));
              return SIGNATURES;
            }));
    figures.add(
        rate(
            "signature_verification",
            "BouncyCastle",
            () -> {
              for (int i = 0; i < SIGNATURES; i++)
                require(
                    Ed25519.verify(
                        signatures.get(i).toBytes(),
                        0,
                        keys.get(i).publicKey().toBytes(),
                        0,
                        digest,
                        0,
                        digest.length));
              return SIGNATURES;
            }));
    figures.add(
        rate(
            "signature_verification",
            "JDK",
            () -> {
              for (int i = 0; i < SIGNATURES; i++)
                require(byJdk(keys.get(i).publicKey(), digest, signatures.get(i)));
              return SIGNATURES;
            }));
    figures.add(
        rate(
            "signature",
            "BouncyCastle",
            () -> {
              for (KeyPair key : keys) key.sign(Domain.TRANSACTION, message);
              return SIGNATURES;
            }));
  }

  private static boolean byJdk(PublicKey key, byte[] message, Signature signature) {
    try {
      byte[] der = new byte[KEY_HEADER.length + PublicKey.BYTES];
      System.arraycopy(KEY_HEADER, 0, der, 0, KEY_HEADER.length);
      System.arraycopy(key.toBytes(), 0, der, KEY_HEADER.length, PublicKey.BYTES);
      var verifier = java.security.Signature.getInstance("Ed25519", "SunEC");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519", "SunEC").generatePublic(new X509EncodedKeySpec(der)));
      verifier.update(message);
      return verifier.verify(signature.toBytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot verify Ed25519", e);
    }
  }

  private static void ledger(List<RateFigures> figures) {
    KeyPair validator = LoopbackNetwork.keys("validator", 1).getFirst();
    List<KeyPair> accounts = LoopbackNetwork.keys("account", ACCOUNTS);
    var genesis =
        new Genesis(
            "pouw-bench",
            0,
            Parameters.DEFAULTS,
            List.of(new GenesisValidator("node_1", validator.publicKey(), 10_000 * Amounts.PAI, 0)),
            accounts.stream()
                .map(each -> new GenesisAccount(each.address(), 1_000 * Amounts.PAI, "account"))
                .toList());
    LedgerState before = LedgerState.genesis(genesis);
    Hash chainId = genesis.chainId();
    var transfers = new ArrayList<Transaction>();
    for (int i = 0; i < BLOCK_TRANSACTIONS; i++) {
      var body = new TransactionBody.Transfer(accounts.get((i + 1) % ACCOUNTS).address(), 1 + i);
      transfers.add(
          Transaction.sign(
              Signer.of(accounts.get(i % ACCOUNTS)), chainId, 0, before.leastFee(body), body));
    }
    Block block = before.build(1, 1, validator, transfers).block();
    byte[] bytes = block.toBytes();
    figures.add(
        rate(
            "ledger_transition",
            "1,000 transfers, signatures known",
            () -> before.apply(block).after().height() > 0 ? BLOCK_TRANSACTIONS : 0));
    figures.add(
        rate(
            "ledger_transition",
            "1,000 transfers, decoded and verified",
            () ->
                before.apply(Decoder.whole(bytes, Block::decode)).after().height() > 0
                    ? BLOCK_TRANSACTIONS
                    : 0));
  }

  private static void require(boolean holds) {
    if (!holds) throw new IllegalStateException("a signature that was made here does not hold");
  }
}
