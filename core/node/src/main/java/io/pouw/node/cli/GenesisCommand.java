package io.pouw.node.cli;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.node.NodeIdentity;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.ValidatorsFile;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw genesis}: begins a network. */
@Command(
    name = "genesis",
    description = "Makes a network's genesis file, or shows one.",
    mixinStandardHelpOptions = true,
    subcommands = {GenesisCommand.Init.class, GenesisCommand.Show.class})
final class GenesisCommand {
  private GenesisCommand() {}

  /** {@code pouw genesis init}. */
  @Command(
      name = "init",
      description = "Makes genesis.json and a keystore for each validator and account.",
      mixinStandardHelpOptions = true)
  static final class Init implements Callable<Integer> {
    @Option(names = "--validators", required = true, description = "validators.json")
    private Path validators = Path.of("validators.json");

    @Option(
        names = "--account",
        paramLabel = "NAME=PAI",
        description = "a further account with a new key, such as miner_1=1000; may be repeated")
    private Map<String, String> accounts = new TreeMap<>();

    @Option(
        names = "--parameter",
        paramLabel = "NAME=VALUE",
        description = "a protocol parameter that differs from its default; may be repeated")
    private Map<String, Long> parameters = new TreeMap<>();

    @Option(names = "--network", description = "the network's name (default pouw)")
    private String network = "pouw";

    @Option(names = "--output", description = "default genesis.json")
    private Path output = Path.of("genesis.json");

    @Option(names = "--keys", description = "folder for the keystores (default keys)")
    private Path keys = Path.of("keys");

    @Option(names = "--password-file", description = "file with the keystores' password")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() throws Exception {
      if (Files.exists(output))
        throw new IllegalArgumentException(output + " exists; a genesis file is never overwritten");
      char[] password = Passwords.read(passwordFile);
      List<ValidatorsFile.Entry> entries = ValidatorsFile.read(validators);
      Files.createDirectories(keys);
      var members = new ArrayList<GenesisValidator>();
      for (ValidatorsFile.Entry each : entries)
        members.add(
            new GenesisValidator(
                each.nodeId(),
                key(each.nodeId(), password).publicKey(),
                each.stake(),
                each.initialBalance()));
      var funded = new ArrayList<GenesisAccount>();
      for (var each : new TreeMap<>(accounts).entrySet()) {
        Address address = key(each.getKey(), password).address();
        funded.add(new GenesisAccount(address, Amounts.parse(each.getValue()), each.getKey()));
      }
      var genesis =
          new Genesis(
              network, System.currentTimeMillis(), Parameters.of(parameters), members, funded);
      GenesisFile.write(genesis, output);
      System.out.println("genesis  " + output);
      System.out.println("chain    " + genesis.chainId());
      System.out.println("block    " + genesis.block().id());
      System.out.println("keys     " + keys);
      return 0;
    }

    private KeyPair key(String name, char[] password) {
      return NodeIdentity.openOrCreate(keys.resolve(name + ".p12"), password);
    }
  }

  /** {@code pouw genesis show}. */
  @Command(
      name = "show",
      description = "Shows what a genesis file says, and its hash.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @picocli.CommandLine.Parameters(paramLabel = "FILE")
    private Path file = Path.of("genesis.json");

    @Override
    public Integer call() {
      Genesis genesis = GenesisFile.read(file);
      System.out.println("network  " + genesis.network());
      System.out.println("chain    " + genesis.chainId());
      System.out.println("block    " + genesis.block().id());
      System.out.println("state    " + LedgerState.genesis(genesis).stateRoot());
      System.out.println("begins   " + Instant.ofEpochMilli(genesis.timeMs()));
      System.out.println("supply   " + Amounts.format(genesis.supply()) + " PAI");
      for (GenesisValidator each : genesis.validators())
        System.out.println(
            "validator "
                + each.nodeId()
                + " "
                + each.key().address()
                + " stake "
                + Amounts.format(each.stake())
                + " balance "
                + Amounts.format(each.initialBalance())
                + " key "
                + each.key());
      for (GenesisAccount each : genesis.accounts())
        System.out.println(
            "account "
                + each.address()
                + " balance "
                + Amounts.format(each.balance())
                + " "
                + each.label());
      genesis
          .parameters()
          .values()
          .forEach((parameter, value) ->
              System.out.println(
                  "parameter "
                      + parameter.text()
                      + " = "
                      + value
                      + "  ("
                      + parameter.reason()
                      + ")"));
      return 0;
    }
  }
}
