package io.pouw.simulation;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.work.ClientMachine;
import io.pouw.work.EvaluatorMachine;
import io.pouw.work.MinerMachine;
import io.pouw.work.Replay;
import io.pouw.work.SupervisorMachine;
import io.pouw.work.UpdateJudge;
import io.pouw.work.VerifierMachine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One task from submission to its end, on the consensus, the ledger and the role machines of
 * production, whatever the scenario has in store.
 */
public final class Rounds {
  private static final byte[] SALT = Hash.sha256(new byte[] {7}).toBytes();
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(8);
  private static final long STAKE = 1_000 * Amounts.PAI;
  private static final long DEADLINE_BLOCKS = 5_000;
  private static final Map<String, String> SETTINGS =
      Map.of("slot_timeout_ms", "900", "endorse_timeout_ms", "700", "unavailable_after_ms", "4000");

  private final RoundsScenario scenario;
  private final Simulation simulation;
  private final LedgerApplication ledger;
  private final TaskType type = new GridRegression();
  private final byte[] training = GridRegression.points(0);
  private final byte[] test = GridRegression.points(1);
  private final DataManifest testManifest = manifest(test);
  private final Map<Integer, RoleHost> hosts = new TreeMap<>();
  private final Map<Address, Integer> places = new TreeMap<>();
  private int placed = RoundsScenario.VALIDATORS;
  private int clientPlace;

  private Rounds(RoundsScenario scenario) {
    this.scenario = scenario;
    this.simulation = new Simulation(scenario.network());
    this.ledger = simulation.ledger();
    for (int i = 0; i < scenario.network().nodes(); i++)
      places.put(SimulatedKeys.of(i).address(), i);
    for (int i = 0; i < scenario.supervisors(); i++)
      place(type, context -> new SupervisorMachine(context, () -> UpdateJudge.NOBODY), false, true);
    for (int i = 0; i < scenario.verifiers(); i++) {
      boolean colludes = i < scenario.colluders();
      place(colludes ? forged() : type, VerifierMachine::new, false, !colludes);
    }
    for (int i = 0; i < scenario.evaluators(); i++) place(type, EvaluatorMachine::new, false, true);
    for (int i = 0; i < scenario.miners(); i++) {
      boolean forges = scenario.forger().equals(Optional.of(i));
      boolean withholds = scenario.withholder().equals(Optional.of(i));
      place(forges ? forged() : type, MinerMachine::new, withholds, !forges);
    }
    clientPlace = placed;
    var secret = new ClientMachine.Secret(testManifest, SALT);
    Hash commitment = testManifest.commitment(SALT);
    place(
        type,
        context ->
            new ClientMachine(
                context, asked -> Optional.of(secret).filter(_ -> asked.equals(commitment))),
        false,
        true);
  }

  private TaskType forged() {
    return new ForgedWork(type, scenario.forgedFrom());
  }

  private static DataManifest manifest(byte[] data) {
    return new DataManifest(List.of(new DataPart(GridRegression.PART, BlobId.of(data))));
  }

  private void place(
      TaskType its, Function<RoleContext, RoleMachine> factory, boolean withholds, boolean honest) {
    int at = placed++;
    KeyPair keys = SimulatedKeys.of(at);
    var context =
        new RoleContext(
            Signer.of(keys),
            name -> name.equals(its.name()) ? Optional.of(its) : Optional.empty(),
            SETTINGS);
    SimulatedNode node = simulation.node(at);
    var host = new RoleHost(node, keys, context, factory, neighbours(), withholds);
    hosts.put(at, host);
    node.attach(host);
    if (honest) ledger.trust(keys.address());
  }

  private RoleHost.Neighbours neighbours() {
    return new RoleHost.Neighbours() {
      @Override
      public Optional<Integer> placeOf(Address address) {
        return Optional.ofNullable(places.get(address));
      }

      @Override
      public Optional<RoleHost> at(int place) {
        return Optional.ofNullable(hosts.get(place));
      }

      @Override
      public Address addressOf(int place) {
        return SimulatedKeys.of(place).address();
      }
    };
  }

  /**
   * Runs a scenario.
   *
   * @return the task at its end
   * @throws InvariantViolation if an honest one lost stake, money came from nowhere, something was
   *     minted without a valid draw, the task does not end, or it ends with another state than an
   *     honest computation's
   */
  public static TaskState run(RoundsScenario scenario) {
    return ledgerAfter(scenario).tasks().iterator().next();
  }

  /** As {@link #run}; the whole ledger at the task's end. */
  static LedgerState ledgerAfter(RoundsScenario scenario) {
    try {
      var rounds = new Rounds(scenario);
      rounds.run();
      return rounds.ledger.reference();
    } catch (RuntimeException failure) {
      var violation = new InvariantViolation("%s, in %s".formatted(failure, scenario));
      violation.initCause(failure);
      throw violation;
    }
  }

  private void run() {
    simulation.begin();
    takeTickets();
    simulation.advance(Duration.ofSeconds(3));
    submitTask();
    while (!isOver()) {
      Invariants.require(
          simulation.now().compareTo(LONGEST) < 0, "liveness: after " + LONGEST + " " + status());
      simulation.advance(STEP);
      if (simulation.now().compareTo(Duration.ofSeconds(20)) > 0) simulation.end();
    }
    TaskState task = ledger.reference().tasks().iterator().next();
    Invariants.require(
        task.status() == TaskStatus.SETTLED, "liveness: the task ended as " + status());
    if (scenario.isHonest())
      Invariants.require(
          task.checkpoints().getLast().content().state().equals(honestResult(task)),
          "the final state is not that of an honest replay");
  }

  private boolean isOver() {
    return ledger.reference().tasks().stream().anyMatch(each -> each.status().isFinal());
  }

  private String status() {
    return ledger.reference().tasks().stream()
        .map(each ->
            "%s, generation %d, %d checkpoints, %s"
                .formatted(
                    each.status(), each.generation(), each.checkpoints().size(), each.outcome()))
        .toList()
        .toString();
  }

  private void takeTickets() {
    int at = RoundsScenario.VALIDATORS;
    at = takeTickets(at, scenario.supervisors(), Role.SUPERVISOR);
    at = takeTickets(at, scenario.verifiers(), Role.VERIFIER);
    at = takeTickets(at, scenario.evaluators(), Role.EVALUATOR);
    takeTickets(at, scenario.miners(), Role.MINER);
  }

  private int takeTickets(int from, int count, Role role) {
    for (int at = from; at < from + count; at++) {
      submit(at, new TransactionBody.Stake(STAKE));
      submit(at, new TransactionBody.TakeTicket(role, new byte[0]));
    }
    return from + count;
  }

  private void submit(int place, TransactionBody body) {
    host(place).submit(body);
  }

  private RoleHost host(int place) {
    RoleHost found = hosts.get(place);
    if (found == null) throw new IllegalStateException("nobody plays a role at " + place);
    return found;
  }

  private void submitTask() {
    host(clientPlace).keep(training);
    host(clientPlace).keep(test);
    byte[] spec = RoundsScenario.SPEC.getBytes(StandardCharsets.US_ASCII);
    submit(
        clientPlace,
        new TransactionBody.SubmitTask(
            type.name(),
            spec,
            type.plan(spec, Map.of()),
            manifest(training),
            testManifest.commitment(SALT),
            100 * Amounts.PAI,
            10 * Amounts.PAI,
            DEADLINE_BLOCKS));
  }

  private BlobId honestResult(TaskState task) {
    byte[] state =
        Replay.of(
                type,
                task.body().spec(),
                Map.of(GridRegression.PART, training),
                task.effectiveSeed())
            .run((_, _, _) -> {});
    return BlobId.of(state);
  }
}
