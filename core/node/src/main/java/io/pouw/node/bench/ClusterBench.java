package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.blob.BlobRequest;
import io.pouw.node.cluster.ClusterBus;
import io.pouw.node.cluster.ClusterSecret;
import io.pouw.node.cluster.ClusterSettings;
import io.pouw.node.cluster.Discovery;
import io.pouw.node.cluster.MemberKind;
import io.pouw.node.cluster.UnitDispatcher;
import io.pouw.node.dataset.Dataset;
import io.pouw.node.demo.MemberProcess;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitComputation;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Trains rounds of one task with 1, 2, 4 ... worker members, each a process with one unit at a
 * time, and without any, and compares times and bytes. The state after the rounds has to be the
 * same every time.
 */
public final class ClusterBench {
  private static final String SECRET = "of a benchmark on loopback, of no worth to anybody";
  private static final long PATIENCE_SECONDS = 120;
  private static final long LOOK_MS = 20;

  private final TaskType type;
  private final Dataset data;
  private final Path plugins;
  private final Path conf;
  private final int warmUp;
  private final int rounds;
  private final Consumer<String> say;

  /**
   * A benchmark of one task.
   *
   * @param warmUp rounds that are not measured: until its kernels are compiled a JVM crawls
   * @param rounds that are
   */
  public ClusterBench(
      TaskType type,
      Dataset data,
      Path plugins,
      Path conf,
      int warmUp,
      int rounds,
      Consumer<String> say) {
    this.type = type;
    this.data = data;
    this.plugins = plugins;
    this.conf = conf;
    this.warmUp = warmUp;
    this.rounds = rounds;
    this.say = say;
  }

  private record Figures(
      int workers, int steps, double secondsPerRound, long sent, long received, Hash state) {}

  private record Task(TaskRecipe recipe, TaskProgram program, Map<BlobId, byte[]> blobs) {}

  /** Does the units of one round, in the order of their slots. */
  @FunctionalInterface
  private interface Round {
    List<byte[]> units(byte[] state, int round) throws Exception;
  }

  /** Measures all combinations; the report as JSON. */
  public ObjectNode run(List<Integer> workers, List<Integer> localSteps) throws Exception {
    ObjectNode report = new ObjectMapper().createObjectNode();
    Machine machine = Machine.here();
    report
        .put("task", data.name())
        .put("processors", machine.processors())
        .put("processor", machine.processor())
        .put("load_average", machine.loadAverage())
        .put("rounds", rounds);
    var rows = report.putArray("results");
    for (int steps : localSteps) {
      Task task = task(steps);
      Figures alone = measure(0, steps, 0, task, (state, round) -> here(task, state, round));
      List<Figures> all = new ArrayList<>(List.of(alone));
      for (int count : workers) all.add(clustered(count, steps, task));
      for (Figures each : all) {
        if (!each.state().equals(alone.state()))
          throw new IllegalStateException(
              each.workers() + " workers came to another state than the node alone");
        add(rows.addObject(), each, alone);
      }
    }
    return report;
  }

  private void add(ObjectNode row, Figures figures, Figures alone) {
    row.put("workers", figures.workers())
        .put("local_steps", figures.steps())
        .put("seconds_per_round", figures.secondsPerRound())
        .put("speed_up", alone.secondsPerRound() / figures.secondsPerRound())
        .put("overhead_seconds_per_round", overhead(figures, alone))
        .put("sent_bytes_per_round", figures.sent())
        .put("received_bytes_per_round", figures.received());
    say.accept(
        String.format(
            java.util.Locale.ROOT,
            "%-12s %4d steps a unit  %8.1f ms a round  speed-up %.2f  overhead %.1f ms"
                + "  sent %.0f kB, received %.0f kB a round",
            figures.workers() == 0 ? "node alone" : figures.workers() + " workers",
            figures.steps(),
            figures.secondsPerRound() * 1e3,
            alone.secondsPerRound() / figures.secondsPerRound(),
            overhead(figures, alone) * 1e3,
            figures.sent() / 1e3,
            figures.received() / 1e3));
  }

  /**
   * Seconds that a round takes beyond the node's own time dealt out evenly over the workers, of
   * which no more work at a time than there are processors here.
   */
  private static double overhead(Figures figures, Figures alone) {
    int hands = Math.clamp(figures.workers(), 1, Runtime.getRuntime().availableProcessors());
    return figures.secondsPerRound() - alone.secondsPerRound() / hands;
  }

  private Task task(int steps) throws IOException {
    var mapper = new ObjectMapper();
    ObjectNode spec = (ObjectNode) mapper.readTree(data.spec());
    spec.put("local_steps", steps);
    byte[] bytes = mapper.writeValueAsBytes(spec);
    var parts = new ArrayList<DataPart>();
    var blobs = new HashMap<BlobId, byte[]>();
    data.training()
        .forEach((name, content) -> {
          parts.add(new DataPart(name, BlobId.of(content)));
          blobs.put(BlobId.of(content), content);
        });
    Hash seed = Hash.sha256(bytes);
    var recipe = new TaskRecipe(type.name(), bytes, parts, seed, type.plan(bytes, data.training()));
    return new Task(recipe, type.open(bytes, data.training(), seed), blobs);
  }

  private static List<byte[]> here(Task task, byte[] state, int round) {
    var updates = new ArrayList<byte[]>();
    for (int slot = 0; slot < task.recipe().plan().slots(); slot++)
      updates.add(task.program().work(state, new UnitId(round, slot)));
    return updates;
  }

  /** Rounds from {@code first} on, each from the state that the one before left. */
  private Figures measure(int workers, int steps, int first, Task task, Round round)
      throws Exception {
    byte[] state = task.program().init();
    long start = System.nanoTime();
    for (int i = first; i < first + warmUp + rounds; i++) {
      if (i == first + warmUp) start = System.nanoTime();
      state = task.program().combine(state, i, round.units(state, i));
    }
    double seconds = (System.nanoTime() - start) / 1e9 / rounds;
    return new Figures(workers, steps, seconds, 0, 0, Hash.sha256(state));
  }

  private Figures clustered(int count, int steps, Task task) throws Exception {
    Path folder = Files.createTempDirectory("pouw-cluster");
    Files.writeString(folder.resolve("secret"), SECRET);
    var members = new ArrayList<MemberProcess>();
    int port = freePort();
    try (ClusterBus bus = ClusterBus.join(settings(port, folder), ClusterSecret.of(SECRET))) {
      var crew = new UnitDispatcher(bus);
      crew.serveBlobs(request -> serve(task, request));
      for (int i = 1; i <= count; i++) members.add(worker(i, port, folder));
      await(crew, count);
      Round round = (state, number) -> elsewhere(crew, task, state, number);
      // Every member fetches the data and compiles; that is no part of a round. Other rounds than
      // those that are measured, so that no member has their states already.
      measure(count, steps, warmUp + rounds, task, round);
      var before = crew.traffic();
      Figures figures = measure(count, steps, 0, task, round);
      var after = crew.traffic();
      int all = warmUp + rounds;
      return new Figures(
          count,
          steps,
          figures.secondsPerRound(),
          (after.sent() - before.sent()) / all,
          (after.received() - before.received()) / all,
          figures.state());
    } finally {
      for (MemberProcess each : members) each.end();
      members.forEach(MemberProcess::close);
    }
  }

  private static List<byte[]> elsewhere(UnitDispatcher crew, Task task, byte[] state, int round)
      throws Exception {
    BlobId input = BlobId.of(state);
    var updates = new ArrayList<Future<byte[]>>();
    for (int slot = 0; slot < task.recipe().plan().slots(); slot++) {
      var unit =
          new UnitComputation(
              Optional.of(task.recipe()),
              task.program(),
              input,
              state,
              new UnitId(round, slot),
              Optional.empty(),
              update -> update);
      updates.add(crew.offer(unit, Purpose.TRAINING).orElseThrow());
    }
    var done = new ArrayList<byte[]>();
    for (Future<byte[]> each : updates) done.add(each.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    return done;
  }

  private static Future<byte[]> serve(Task task, byte[] request) {
    BlobRequest wanted = Decoder.whole(request, BlobRequest::decode);
    byte[] content = task.blobs().get(wanted.id());
    if (content == null) return Future.failedFuture("no such part");
    int from = wanted.firstChunk() * BlobId.CHUNK_BYTES;
    int to = Math.min(content.length, from + wanted.chunks() * BlobId.CHUNK_BYTES);
    return Future.succeededFuture(Arrays.copyOfRange(content, from, to));
  }

  private static ClusterSettings settings(int port, Path folder) {
    return new ClusterSettings(
        MemberKind.FULL,
        "bench",
        "127.0.0.1",
        port,
        false,
        new Discovery.Addresses(List.of("127.0.0.1:" + port)),
        folder.resolve("secret"),
        1,
        Duration.ofSeconds(3),
        Optional.empty());
  }

  private MemberProcess worker(int number, int known, Path folder) throws IOException {
    String name = "worker-" + number;
    return MemberProcess.start(
        name,
        List.of("-Xmx1g"),
        conf,
        folder.resolve(name + ".log"),
        "",
        List.of(
            "node",
            "start",
            "--cluster",
            "--member-kind",
            "worker",
            "--node-id",
            name,
            "--plugins",
            plugins.toString(),
            "--cluster-port",
            Integer.toString(freePort()),
            "--cluster-members",
            "127.0.0.1:" + known,
            "--cluster-secret-file",
            folder.resolve("secret").toString(),
            "--set",
            "cluster.capacity=1"));
  }

  private static void await(UnitDispatcher crew, int workers)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (crew.workers() < workers) {
      if (System.nanoTime() > deadline)
        throw new TimeoutException(crew.workers() + " of " + workers + " workers have come");
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
