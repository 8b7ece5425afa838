package io.pouw.node.cli;

import io.pouw.ledger.Account;
import io.pouw.ledger.TaskState;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.obligation.BlockFiles;
import io.pouw.node.proof.BadProofException;
import io.pouw.node.proof.EntryCheck;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code pouw proof}: what an account or a task is, proven to somebody who trusts no node; and
 * proof of proof, obligations that a network decides.
 */
@Command(
    name = "proof",
    description =
        "Fetches proofs of accounts and tasks, submits obligations of SMT-LIB 2, and checks both.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ProofCommand.OfAccount.class,
      ProofCommand.OfTask.class,
      ProofSubmitCommand.class,
      ProofStatusCommand.class,
      ProofCommand.Verify.class
    })
final class ProofCommand {
  private ProofCommand() {}

  /** {@code pouw proof account}. */
  @Command(
      name = "account",
      description = "Fetches the proof of an account's balance, stake and nonce.",
      mixinStandardHelpOptions = true)
  static final class OfAccount implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "pai1...")
    private String address = "";

    @Option(names = "--node", description = "a node's API (default " + NodeApi.DEFAULT + ")")
    private String node = NodeApi.DEFAULT;

    @Option(names = "--out", description = "file to write (default account.proof)")
    private Path out = Path.of("account.proof");

    @Override
    public Integer call() throws Exception {
      return fetch(node, "accounts/" + Address.parse(address) + "/proof", out);
    }
  }

  /** {@code pouw proof task}. */
  @Command(
      name = "task",
      description = "Fetches the proof of a task's state.",
      mixinStandardHelpOptions = true)
  static final class OfTask implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the task's id")
    private String id = "";

    @Option(names = "--node", description = "a node's API (default " + NodeApi.DEFAULT + ")")
    private String node = NodeApi.DEFAULT;

    @Option(names = "--out", description = "file to write (default task.proof)")
    private Path out = Path.of("task.proof");

    @Override
    public Integer call() throws Exception {
      return fetch(node, "tasks/" + Hash.parse(id) + "/proof", out);
    }
  }

  private static int fetch(String node, String path, Path out)
      throws IOException, InterruptedException {
    try (var api = new NodeApi(node)) {
      byte[] proof = api.bytes(path);
      Files.write(out, proof);
      System.out.println("proof  " + out + ", " + proof.length + " bytes");
      System.out.println("check  pouw proof verify " + out + " --genesis genesis.json");
      return 0;
    }
  }

  /** {@code pouw proof verify}. Exit code 0: it holds, 1: it does not. */
  @Command(
      name = "verify",
      description = {
        "Checks a proof of an account or a task offline against the validators of genesis.",
        "Given obligations of SMT-LIB 2, 5 to 100 of them, it decides each and checks the claim, as a network would."
      },
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a proof, or obligations (.smt2)")
    private Path file = Path.of("account.proof");

    @Option(names = "--genesis", description = "the network's genesis file (default genesis.json)")
    private Path genesis = Path.of("genesis.json");

    @Option(names = "--models", description = "of obligations: print the models")
    private boolean models;

    @Mixin
    private final ProofSubmitCommand.ProofSpecOptions options =
        new ProofSubmitCommand.ProofSpecOptions();

    @Override
    public Integer call() throws Exception {
      try {
        byte[] proof = Files.readAllBytes(file);
        if (BlockFiles.areObligations(proof)) return ObligationsCheck.run(file, options, models);
        EntryCheck.Proven proven = EntryCheck.check(proof, GenesisFile.read(genesis));
        lines(proven).forEach(System.out::println);
        System.out.println("block    " + proven.block().id());
        System.out.println("height   " + proven.block().height());
        System.out.println("The proof holds.");
        return 0;
      } catch (BadProofException e) {
        System.err.println("pouw: the proof does NOT hold: " + e.getMessage());
        return 1;
      }
    }

    private static List<String> lines(EntryCheck.Proven proven) {
      var account = proven.account();
      if (account.isPresent()) return account(account.get(), proven.value());
      var task = proven.task();
      if (task.isPresent()) return task(proven.value());
      return List.of("entry    " + HexFormat.of().formatHex(proven.key()));
    }

    private static List<String> account(Address address, byte[] value) {
      Account account = Decoder.whole(value, Account::decode);
      return List.of(
          "account  " + address,
          "balance  " + Amounts.format(account.balance()) + " PAI",
          "stake    " + Amounts.format(account.stake()) + " PAI",
          "nonce    " + account.nonce());
    }

    private static List<String> task(byte[] value) {
      TaskState task = Decoder.whole(value, in -> TaskState.decode(in, List.of()));
      return List.of(
          "task     " + task.id(), "client   " + task.client(), "status   " + task.status());
    }
  }
}
