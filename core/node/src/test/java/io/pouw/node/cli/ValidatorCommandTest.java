package io.pouw.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Registration.Standing;
import io.pouw.node.NodeIdentity;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.StorageSettings;
import io.pouw.node.config.SyncSettings;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real node with its API; the validator that they make never runs. */
class ValidatorCommandTest {
  private static final int EPOCH = 8;
  private static final int PATIENCE_SECONDS = 30;
  private static final KeyPair FIRST = KeyPair.fromSeed(Hash.sha256(new byte[] {1}).toBytes());

  @TempDir Path folder;
  private KeyPair owner;
  private Path genesis;
  private Path password;
  private PouwNode node;

  @BeforeEach
  void start() throws Exception {
    Path home = Files.createDirectories(folder.resolve("owner"));
    password = Files.writeString(folder.resolve("password"), "open sesame\n");
    owner = NodeIdentity.openOrCreate(home.resolve("keystore.p12"), "open sesame".toCharArray());
    var network =
        new Genesis(
            "validators",
            1_700_000_000_000L,
            Parameters.DEFAULTS
                .with(Parameter.EPOCH_BLOCKS, EPOCH)
                .with(Parameter.JAIL_EPOCHS, 0)
                .with(Parameter.DOWNTIME_VIEWS, 1),
            List.of(new GenesisValidator("first", FIRST.publicKey(), 20_000 * Amounts.PAI, 0)),
            List.of(new GenesisAccount(owner.address(), 10_000 * Amounts.PAI, "owner")));
    genesis = folder.resolve("genesis.json");
    GenesisFile.write(network, genesis);
    Path data = folder.resolve("first");
    NodeConfig config = config(data);
    node =
        new PouwNode(
            config, network, FIRST, Plugins.load(config.plugins()), new Datasets(data, data));
    node.start().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private NodeConfig config(Path data) {
    return new NodeConfig(
        "first",
        Set.of(),
        data,
        genesis,
        data.resolve("plugins"),
        "127.0.0.1",
        0,
        List.of(),
        50,
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofMillis(10),
        Optional.of(new NodeConfig.Endpoint("127.0.0.1", 0)),
        1,
        0,
        Map.of(),
        StorageSettings.ARCHIVE,
        SyncSettings.BLOCKS,
        Optional.empty());
  }

  @AfterEach
  void stop() throws Exception {
    node.stop().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Outcome validator(String command, String... more) {
    var arguments = new ArrayList<>(List.of("validator", command));
    arguments.addAll(List.of(more));
    arguments.addAll(
        List.of("--data", folder.resolve("owner").toString(), "--genesis", genesis.toString()));
    arguments.addAll(List.of("--password-file", password.toString()));
    arguments.addAll(
        List.of("--node", "http://127.0.0.1:" + node.desk().apiPort().orElseThrow() + "/"));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private void until(Predicate<LedgerState> holds) throws Exception {
    Promise<LedgerState> there = Promise.promise();
    var consumer =
        node.vertx()
            .eventBus()
            .<LedgerAdvanced>localConsumer(
                Bus.ADVANCED,
                message -> {
                  if (holds.test(message.body().state())) there.tryComplete(message.body().state());
                });
    if (holds.test(node.ledger())) there.tryComplete(node.ledger());
    there.future().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    consumer.unregister().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private boolean stands(LedgerState state, Standing standing) {
    return state.registration(owner.address()).filter(it -> it.standing() == standing).isPresent();
  }

  @Test
  void aValidatorRegistersIsJailedComesBackAndLeaves() throws Exception {
    Outcome stranger = validator("status");
    assertEquals(1, stranger.exit());
    assertTrue(stranger.err().contains("is not registered"), stranger.err());

    Outcome registered = validator("register", "second", "--stake", "5000");
    assertEquals(0, registered.exit(), registered.err());
    assertTrue(registered.out().contains("sent     register_validator"), registered.out());
    assertTrue(registered.out().contains("final    at height"), registered.out());
    until(state -> state.validators().size() == 2);
    Outcome status = validator("status");
    assertEquals(0, status.exit(), status.err());
    assertTrue(status.out().contains("name     second"), status.out());
    assertTrue(status.out().contains("stake    5000"), status.out());

    until(state -> stands(state, Standing.JAILED));
    assertTrue(validator("status").out().contains("standing jailed"));
    Outcome back = validator("unjail");
    assertEquals(0, back.exit(), back.err());
    assertTrue(stands(node.ledger(), Standing.ACTIVE) || stands(node.ledger(), Standing.JAILED));

    Outcome left = validator("exit");
    assertEquals(0, left.exit(), left.err());
    until(state -> state.validators().size() == 1);
  }

  @Test
  void whatCannotBeIsRefusedWithTheReason() {
    Outcome poor = validator("register", "second", "--stake", "999");
    assertEquals(2, poor.exit());
    assertTrue(poor.err().contains("Insufficient stake"), poor.err());
    Outcome nobody = validator("unjail");
    assertEquals(1, nobody.exit());
    assertTrue(nobody.err().contains("422"), nobody.err());
    Outcome deaf =
        Outcome.of(
            "validator",
            "status",
            owner.address().toString(),
            "--genesis",
            genesis.toString(),
            "--node",
            "http://127.0.0.1:1");
    assertEquals(1, deaf.exit());
    assertTrue(deaf.err().contains("no node answers"), deaf.err());
  }
}
