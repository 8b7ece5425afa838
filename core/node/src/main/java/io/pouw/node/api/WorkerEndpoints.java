package io.pouw.node.api;

import io.pouw.management.resource.Allocation;
import io.pouw.management.resource.MachineCapacity;
import io.pouw.management.resource.ResourceMonitor;
import io.pouw.management.resource.ResourceSample;
import io.pouw.management.worker.Capabilities;
import io.pouw.management.worker.Challenges;
import io.pouw.management.worker.Heartbeat;
import io.pouw.management.worker.Load;
import io.pouw.management.worker.LoadSample;
import io.pouw.management.worker.RegisteredWorker;
import io.pouw.management.worker.Registration;
import io.pouw.management.worker.WorkerStatus;
import io.pouw.management.worker.WorkerStore;
import io.pouw.node.economics.Economics;
import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The registry of workers, and the machine's resources. */
final class WorkerEndpoints {
  private static final int TOKEN_BYTES = 16;
  private static final long MILLIS = 1_000;

  private final ManagementCalls management;

  WorkerEndpoints(ManagementCalls management) {
    this.management = management;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "challengeWorker",
        this::challenge,
        "registerWorker",
        this::register,
        "listWorkers",
        this::list,
        "getWorker",
        this::worker,
        "beatWorker",
        this::beat,
        "echoWorker",
        this::echo,
        "listWorkerMetrics",
        this::metrics,
        "getResources",
        call -> management.ok((economics, ledger) -> resources(economics.resources())));
  }

  private Future<Answer> challenge(Call call) {
    return management.ok((economics, ledger) -> {
      byte[] challenge =
          economics.workers().challenge(economics.randomBytes(Challenges.RANDOM_BYTES), now());
      return new JsonObject()
          .put("challenge", HexFormat.of().formatHex(challenge))
          .put("expires_at_ms", Challenges.expiresAtMs(challenge))
          .put("chain_id", economics.chainId().toString())
          .put(
              "heartbeat_interval_s",
              economics.settings().health().interval().toMillis() / (double) MILLIS);
    });
  }

  private Future<Answer> register(Call call) {
    JsonObject body = call.body();
    return management.answer(
        201, (economics, ledger) -> worker(economics.workers().register(wish(body), now())));
  }

  private static Registration wish(JsonObject body) {
    JsonObject has = body.getJsonObject("capabilities");
    var capabilities =
        new Capabilities(
            has.getInteger("cores"),
            has.getLong("memory_bytes"),
            has.getInteger("vector_bits"),
            texts(has.getJsonArray("accelerators")),
            has.getLong("bandwidth_bits"),
            texts(has.getJsonArray("task_types")));
    return new Registration(
        PublicKey.parse(body.getString("public_key")),
        body.getString("account"),
        body.getString("name"),
        capabilities,
        ManagementCalls.hex(body, "challenge"),
        Signature.of(ManagementCalls.hex(body, "signature")));
  }

  private static List<String> texts(JsonArray array) {
    var texts = new ArrayList<String>();
    array.forEach(each -> texts.add(String.valueOf(each)));
    return texts;
  }

  private Future<Answer> list(Call call) {
    Optional<WorkerStatus> status =
        call.text("status").map(text -> WorkerStatus.valueOf(text.toUpperCase(Locale.ROOT)));
    return management.ok((economics, ledger) -> {
      WorkerStore store = economics.workers().store();
      List<RegisteredWorker> page = store.list(status, call.text("after").orElse(""), call.limit());
      return new JsonObject()
          .put(
              "total",
              status.isPresent()
                  ? store.countByStatus().getOrDefault(status.get(), 0L)
                  : store.count())
          .put("workers", Json.array(page, WorkerEndpoints::worker));
    });
  }

  private Future<Answer> worker(Call call) {
    return management.ok((economics, ledger) -> worker(known(economics, address(call))));
  }

  private Future<Answer> beat(Call call) {
    JsonObject body = call.body();
    return management.ok((economics, ledger) -> {
      var load =
          new Load(
              body.getInteger("cpu_ppm"),
              body.getInteger("memory_ppm"),
              body.getInteger("disk_ppm"),
              body.getLong("network_bytes"),
              body.getInteger("active_units"));
      var signature = Signature.of(ManagementCalls.hex(body, "signature"));
      var beat = new Heartbeat(address(call), body.getLong("number"), load, signature);
      byte[] token = economics.randomBytes(TOKEN_BYTES);
      var answer = economics.workers().beat(beat, token, now(), System.nanoTime());
      return new JsonObject()
          .put("before", Json.constant(answer.before()))
          .put("probe", HexFormat.of().formatHex(answer.probe()));
    });
  }

  private Future<Answer> echo(Call call) {
    long arrived = System.nanoTime();
    byte[] probe = ManagementCalls.hex(call.body(), "probe");
    return management.ok((economics, ledger) ->
        new JsonObject()
            .put("latency_us", economics.workers().echo(address(call), probe, arrived)));
  }

  private Future<Answer> metrics(Call call) {
    return management.ok((economics, ledger) -> {
      Address worker = known(economics, address(call)).address();
      List<LoadSample> samples = economics.workers().store().metrics(worker, 0, call.limit());
      return new JsonObject().put("samples", Json.array(samples, WorkerEndpoints::sample));
    });
  }

  private static Address address(Call call) {
    return Address.parse(call.path("address"));
  }

  private static RegisteredWorker known(Economics economics, Address worker) {
    return economics
        .workers()
        .store()
        .find(worker)
        .orElseThrow(() -> Problem.notFound("worker " + worker + " is not registered here"));
  }

  private static JsonObject worker(RegisteredWorker worker) {
    Capabilities has = worker.capabilities();
    return new JsonObject()
        .put("address", worker.address().toString())
        .put("public_key", worker.key().toString())
        .put("account", worker.account())
        .put("name", worker.name())
        .put("status", Json.constant(worker.status()))
        .put("status_at_ms", worker.statusAtMs())
        .put("registered_at_ms", worker.registeredAtMs())
        .put("heard_at_ms", worker.heardAtMs())
        .put("heartbeats", worker.heartbeats())
        .put(
            "capabilities",
            new JsonObject()
                .put("cores", has.cores())
                .put("memory_bytes", has.memoryBytes())
                .put("vector_bits", has.vectorBits())
                .put("accelerators", new JsonArray(has.accelerators()))
                .put("bandwidth_bits", has.bandwidthBits())
                .put("task_types", new JsonArray(has.taskTypes())));
  }

  private static JsonObject sample(LoadSample sample) {
    return new JsonObject()
        .put("number", sample.number())
        .put("at_ms", sample.atMs())
        .put("cpu_ppm", sample.load().cpuPpm())
        .put("memory_ppm", sample.load().memoryPpm())
        .put("disk_ppm", sample.load().diskPpm())
        .put("network_bytes", sample.load().networkBytes())
        .put("active_units", sample.load().activeUnits())
        .put("latency_us", sample.latencyMicros());
  }

  private static JsonObject resources(ResourceMonitor monitor) {
    MachineCapacity has = monitor.capacity();
    Allocation.Grant free = monitor.allocation().free();
    var json =
        new JsonObject()
            .put("cores", has.cores())
            .put("memory_bytes", has.memoryBytes())
            .put("disk_bytes", has.diskBytes())
            .put("network_bits", has.networkBits())
            .put("free_cores", free.cores())
            .put("free_memory_bytes", free.memoryBytes())
            .put("alerts", Json.array(List.copyOf(monitor.raised()), Json::constant));
    monitor.latest().ifPresent(latest -> json.put("latest", usage(latest)));
    return json;
  }

  private static JsonObject usage(ResourceSample sample) {
    return new JsonObject()
        .put("at_ms", sample.atMs())
        .put("cpu_ppm", sample.cpuPpm())
        .put("memory_ppm", sample.memoryPpm())
        .put("disk_ppm", sample.diskPpm())
        .put("network_ppm", sample.networkPpm())
        .put("network_bytes", sample.networkBytes());
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
