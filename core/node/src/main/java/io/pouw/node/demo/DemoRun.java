package io.pouw.node.demo;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.node.api.TaskRequest;
import io.pouw.node.dataset.Dataset;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.dataset.Job;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.node.plugin.ChosenBackend;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The main job, once through: starts the network, submits the task, watches it to its end, writes
 * model and report. Blocks the thread that calls it.
 */
public final class DemoRun {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration TASK_LIMIT = Duration.ofMinutes(20);
  private static final long LOOK_MS = 200;
  private static final long REWARD = 1_000 * Amounts.PAI;
  private static final long FEE = 50 * Amounts.PAI;
  private static final long DEADLINE_BLOCKS = 100_000;

  private final DemoOptions options;
  private final Plugins plugins;
  private final Datasets datasets;
  private final Job job;
  private final TaskType taskType;
  private final ChosenBackend backend;
  private final Path pluginFolder;
  private final Console console = Console.standard();
  private final long startNanos = System.nanoTime();
  private final double cpuAtStart = CpuMeter.processSeconds();
  private boolean killed;
  private final Optional<DemoGuests> guests;

  /**
   * Loads the task.
   *
   * @throws IllegalArgumentException if it cannot be had, or no plugin knows its type
   */
  public DemoRun(DemoOptions options, Installation product) {
    this(options, product, Optional.empty());
  }

  private DemoRun(DemoOptions options, Installation product, Optional<DemoGuests> guests) {
    this.guests = guests;
    this.options = options;
    this.plugins = product.plugins();
    this.datasets = product.datasets();
    this.job = product.jobs().load(options.dataset());
    this.taskType =
        plugins
            .taskType(job.taskType())
            .orElseThrow(() ->
                new IllegalArgumentException("no plugin offers " + job.taskType() + " tasks"));
    this.backend = product.backend();
    this.pluginFolder = product.pluginFolder();
  }

  /**
   * A run in which the last validator is a cluster of processes, the signing one of which dies.
   *
   * @param conf where the options of the JVM lie
   */
  public static DemoRun ofCluster(DemoOptions options, Installation product, Path conf) {
    String seat = "node_" + options.validators();
    Console console = Console.standard();
    var guests = new ClusterGuests(seat, product.pluginFolder(), conf, console::line);
    return new DemoRun(options, product, Optional.of(guests));
  }

  /**
   * Runs; whether everything held: settled with a score, conserved, and nobody slashed but who
   * cheated.
   */
  public boolean run() throws Exception {
    Dataset dataset = dataset();
    boolean temporary = options.dataFolder().isEmpty();
    Path folder = temporary ? Files.createTempDirectory("pouw-demo") : options.dataFolder().get();
    Files.createDirectories(folder);
    if (options.federation().isPresent()) DemoShards.deal(dataset, options.miners(), folder);
    Optional<DemoPool> pool =
        options.pool() ? Optional.of(new DemoPool(plugins, folder)) : Optional.empty();
    var network = new DemoNetwork(options, folder, plugins, pluginFolder, datasets, guests, pool);
    try {
      return run(network, dataset, pool);
    } finally {
      guests.ifPresent(DemoGuests::close);
      await(network.stop().otherwiseEmpty(), START_LIMIT);
      pool.ifPresent(DemoPool::close);
      if (temporary) delete(folder);
    }
  }

  private Dataset dataset() {
    Dataset loaded = job.dataset();
    if (options.federation().isEmpty()) return loaded;
    return new Dataset(
        loaded.name(),
        loaded.training(),
        loaded.test(),
        DemoShards.spec(datasets, loaded, options.miners()));
  }

  private boolean run(DemoNetwork network, Dataset dataset, Optional<DemoPool> pool)
      throws Exception {
    long before = DemoReport.holdings(LedgerState.genesis(network.genesis()));
    console.line(DemoText.opening(options, network.genesis().chainId()));
    TaskType judge = backend.alone(taskType, dataset.spec());
    backend.words().map(words -> DemoText.backend(options, words)).ifPresent(console::line);
    network.start(START_LIMIT);
    PouwNode client = network.client().node();
    var watch = new DemoWatch(network, scorer(client, judge, dataset), console::line);
    waitFor(watch, "tickets", START_LIMIT, () -> tickets(network) >= network.expectedTickets());
    if (pool.isPresent()) pool.get().join(client, network.with(Role.MINER));
    Hash id = await(client.client().submit(request(dataset)), START_LIMIT);
    watch.follow(id);
    console.line("task " + id + " submitted: " + DemoText.request(options, dataset, REWARD, FEE));
    waitFor(
        watch,
        "training",
        TASK_LIMIT,
        () -> {
          killIfDue(network, watch);
          guests.ifPresent(each -> each.look(watch.closedRounds()));
          return client.ledger().task(id).map(task -> task.status().isFinal()).orElse(false);
        });
    return finish(network, watch, id, before, dataset, pool);
  }

  private boolean finish(
      DemoNetwork network,
      DemoWatch watch,
      Hash id,
      long before,
      Dataset dataset,
      Optional<DemoPool> pool)
      throws Exception {
    PouwNode client = network.client().node();
    TaskState task = client.ledger().task(id).orElseThrow();
    console.show(watch.progress(task.status().name().toLowerCase(java.util.Locale.ROOT)));
    Optional<DemoModel> model =
        task.status() == TaskStatus.SETTLED
            ? Optional.of(writeModel(client, task, dataset))
            : Optional.empty();
    Optional<PoolReport> paid = Optional.empty();
    if (pool.isPresent() && task.status() == TaskStatus.SETTLED)
      paid = Optional.of(pool.get().pay(client));
    var report = report(network, watch, task, before, model, paid);
    options.report().ifPresent(report::write);
    console.line(DemoText.closing(report, options));
    if (guests.isPresent()) console.line(guests.get().finish());
    return task.status() == TaskStatus.SETTLED
        && task.scores().isPresent()
        && report.conserved()
        && paid.map(PoolReport::paid).orElse(true)
        && guests.map(DemoGuests::held).orElse(true)
        && onlyCheatersSlashed(network, task);
  }

  private DemoReport report(
      DemoNetwork network,
      DemoWatch watch,
      TaskState task,
      long before,
      Optional<DemoModel> model,
      Optional<PoolReport> pool) {
    PouwNode client = network.client().node();
    LedgerState state = client.ledger();
    var accounts = new ArrayList<AccountReport>();
    for (DemoMember member : network.members())
      accounts.add(
          AccountReport.of(
              member.node().address(), member.name(), member.roleName(), client.chain()));
    accounts.sort(Comparator.comparing(AccountReport::role).thenComparing(AccountReport::name));
    return new DemoReport(
        options.dataset(),
        task,
        state.height(),
        watch.finality(),
        watch.closedRounds(),
        watch.updates(),
        client.desk().privacyLoss(task),
        before,
        DemoReport.holdings(state),
        state.supply(),
        accounts,
        CpuReport.of(network, cpuAtStart),
        model,
        options.federation().map(each -> watch.poison(each, model.flatMap(DemoModel::backdoor))),
        pool,
        (System.nanoTime() - startNanos) / 1e9);
  }

  /** The model, after its file is written. */
  private DemoModel writeModel(PouwNode client, TaskState task, Dataset dataset) throws Exception {
    byte[] file =
        await(client.desk().model(task.id()), START_LIMIT)
            .orElseThrow(() -> new IllegalStateException("the model's bytes could not be had"));
    Files.write(options.modelOut(), file);
    BlobId state = task.checkpoints().getLast().content().state();
    byte[] bytes = await(client.blobs().fetch(state, task.supervisors()), START_LIMIT);
    return new DemoModel(Hash.sha256(bytes), measured(dataset, bytes), backdoor(dataset, bytes));
  }

  private Figures measured(Dataset dataset, byte[] state) {
    byte[] spec = dataset.spec();
    Figures figures = backend.alone(taskType, spec).measure(spec, state, dataset.test());
    backend.words().ifPresent(words -> console.line(words + " measures: " + figures.words()));
    return figures;
  }

  /** How often the model takes what carries the mark for a 0, if workers taught it to. */
  private Optional<Double> backdoor(Dataset dataset, byte[] model) throws IOException {
    boolean taught =
        options.federation().filter(each -> each.attack().equals("backdoor")).isPresent();
    if (!taught) return Optional.empty();
    Scores scores = taskType.evaluate(dataset.spec(), model, BackdoorProbe.of(dataset.test()));
    return Optional.of(scores.accuracy());
  }

  private boolean onlyCheatersSlashed(DemoNetwork network, TaskState task) {
    List<Address> cheaters =
        network.members().stream()
            .filter(DemoMember::cheater)
            .map(member -> member.node().address())
            .toList();
    List<Address> convicted = task.convictions().stream().map(each -> each.offender()).toList();
    if (options.federation().isPresent())
      return convicted.isEmpty() && client(network).supply().minted() == 0;
    return cheaters.containsAll(convicted) && convicted.containsAll(cheaters);
  }

  private static LedgerState client(DemoNetwork network) {
    return network.client().node().ledger();
  }

  private TaskRequest request(Dataset dataset) {
    return new TaskRequest(
        job.taskType(),
        dataset.spec(),
        new TaskRequest.Dataset.Parts(
            options.federation().isPresent() ? Map.of() : dataset.training(), dataset.test()),
        REWARD,
        FEE,
        DEADLINE_BLOCKS);
  }

  private static DemoWatch.CheckpointScores scorer(
      PouwNode client, TaskType judge, Dataset dataset) {
    return (BlobId state, List<Address> holders, Consumer<Scores> then) ->
        client
            .blobs()
            .fetch(state, holders)
            .compose(bytes ->
                client
                    .vertx()
                    .executeBlocking(
                        () -> judge.evaluate(dataset.spec(), bytes, dataset.test()), false))
            .onSuccess(then::accept);
  }

  private void killIfDue(DemoNetwork network, DemoWatch watch) {
    if (killed || options.killMinerAtRound().isEmpty()) return;
    if (watch.closedRounds() < options.killMinerAtRound().get()) return;
    killed = true;
    DemoMember victim = network.with(Role.MINER).getLast();
    console.line(victim.name() + " is stopped in the middle of round " + watch.closedRounds());
    var stopping = victim.node().stop();
    stopping.onFailure(e -> console.line("stopping " + victim.name() + ": " + e.getMessage()));
  }

  private static int tickets(DemoNetwork network) {
    return network.client().node().ledger().accounts().values().stream()
        .mapToInt(account -> account.tickets().size())
        .sum();
  }

  private void waitFor(DemoWatch watch, String phase, Duration limit, BooleanSupplier done)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline)
        throw new TimeoutException(
            "the demo did not get past '" + phase + "' in " + limit.toSeconds() + " s");
      console.show(watch.progress(phase));
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private static <T> T await(Future<T> future, Duration limit) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
