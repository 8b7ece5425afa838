package io.pouw.node.cli;

import io.pouw.management.resource.MachineCapacity;
import io.pouw.management.resource.MachineProbe;
import io.pouw.management.resource.ResourceSample;
import io.pouw.management.worker.Capabilities;
import io.pouw.management.worker.Heartbeat;
import io.pouw.management.worker.Load;
import io.pouw.management.worker.Registration;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw worker}: the registry of workers at a pool operator's node. */
@Command(
    name = "worker",
    description = "Registers workers at a node that manages them, and shows how they are.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WorkerCommand.Register.class,
      WorkerCommand.Beat.class,
      WorkerCommand.ListAll.class,
      WorkerCommand.Show.class,
      WorkerCommand.Resources.class
    })
final class WorkerCommand {
  private WorkerCommand() {}

  /** {@code pouw worker register}. */
  @Command(
      name = "register",
      description = {
        "Registers this machine as a worker: answers the node's challenge with the worker's key.",
        "What is left out is measured here."
      },
      mixinStandardHelpOptions = true)
  static final class Register implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();
    @Mixin private WorkerKey key = new WorkerKey();

    @Option(names = "--name", description = "for people (default worker)")
    private String name = "worker";

    @Option(names = "--account", description = "where pay goes (default the worker's address)")
    private String account = "";

    @Option(names = "--cores", description = "that it gives (default all)")
    private int cores;

    @Option(names = "--memory-mib", description = "that it gives (default all)")
    private long memoryMib;

    @Option(names = "--accelerator", split = ",", description = "names of accelerators")
    private List<String> accelerators = List.of();

    @Option(names = "--bandwidth-mbit", description = "of the uplink; 0 if unknown")
    private long bandwidthMbit;

    @Option(names = "--task-types", split = ",", description = "that it does (default neural)")
    private List<String> taskTypes = List.of("neural");

    @Override
    public Integer call() throws Exception {
      Signer worker = key.open();
      JsonObject challenge = node.post("workers/challenges");
      Registration wish =
          Registration.sign(
              worker,
              Hash.parse(challenge.getString("chain_id")),
              account.isEmpty() ? worker.address().toString() : account,
              name,
              capabilities(),
              HexFormat.of().parseHex(challenge.getString("challenge")));
      JsonObject answer = node.post("workers", json(wish));
      if (node.wantsJson()) System.out.println(answer.encodePrettily());
      else System.out.println("registered " + worker.address());
      return 0;
    }

    private Capabilities capabilities() {
      MachineCapacity here = new MachineProbe(Path.of(".")).capacity();
      return new Capabilities(
          cores > 0 ? cores : here.cores(),
          memoryMib > 0 ? memoryMib << 20 : here.memoryBytes(),
          VectorWidth.bits(),
          accelerators,
          bandwidthMbit * 1_000_000,
          taskTypes);
    }

    private static JsonObject json(Registration wish) {
      Capabilities has = wish.capabilities();
      return new JsonObject()
          .put("public_key", wish.worker().toString())
          .put("account", wish.account())
          .put("name", wish.name())
          .put(
              "capabilities",
              new JsonObject()
                  .put("cores", has.cores())
                  .put("memory_bytes", has.memoryBytes())
                  .put("vector_bits", has.vectorBits())
                  .put("accelerators", new JsonArray(has.accelerators()))
                  .put("bandwidth_bits", has.bandwidthBits())
                  .put("task_types", new JsonArray(has.taskTypes())))
          .put("challenge", HexFormat.of().formatHex(wish.challenge()))
          .put("signature", wish.signature().toString());
    }
  }

  /** {@code pouw worker heartbeat}. */
  @Command(
      name = "heartbeat",
      description = "Sends signs of life with this machine's load until it is told to end.",
      mixinStandardHelpOptions = true)
  static final class Beat implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();
    @Mixin private WorkerKey key = new WorkerKey();

    @Option(names = "--count", description = "so many and no more (default 0: until it ends)")
    private int count;

    @Override
    public Integer call() throws Exception {
      Signer worker = key.open();
      String path = "workers/" + worker.address();
      JsonObject challenge = node.post("workers/challenges");
      Hash chain = Hash.parse(challenge.getString("chain_id"));
      long intervalMs = Math.round(challenge.getDouble("heartbeat_interval_s") * 1_000);
      long number = node.get(path).getLong("heartbeats");
      var probe = new MachineProbe(Path.of("."));
      var ended = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "end-heartbeats"));
      for (int sent = 0; count == 0 || sent < count; sent++) {
        if (sent > 0 && ended.await(intervalMs, TimeUnit.MILLISECONDS)) break;
        beat(worker, chain, path, ++number, probe.sample(System.currentTimeMillis()));
      }
      return 0;
    }

    private void beat(Signer worker, Hash chain, String path, long number, ResourceSample sample)
        throws IOException, InterruptedException {
      var load =
          new Load(sample.cpuPpm(), sample.memoryPpm(), sample.diskPpm(), sample.networkBytes(), 0);
      Heartbeat beat = Heartbeat.sign(worker, chain, number, load);
      JsonObject answer =
          node.post(
              path + "/heartbeats",
              new JsonObject()
                  .put("number", number)
                  .put("cpu_ppm", load.cpuPpm())
                  .put("memory_ppm", load.memoryPpm())
                  .put("disk_ppm", load.diskPpm())
                  .put("network_bytes", load.networkBytes())
                  .put("active_units", load.activeUnits())
                  .put("signature", beat.signature().toString()));
      JsonObject echo = new JsonObject().put("probe", answer.getString("probe"));
      long latency = node.post(path + "/echoes", echo).getLong("latency_us");
      System.out.println("heartbeat " + number + ", latency " + latency + " us");
    }
  }

  /** {@code pouw worker list}. */
  @Command(name = "list", description = "Lists workers.", mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Option(names = "--status", description = "only those that are active, suspect or offline")
    private String status = "";

    @Option(names = "--after", description = "only those behind this address")
    private String after = "";

    @Option(names = "--limit", description = "1 to 100 (default 100)")
    private int limit = 100;

    @Override
    public Integer call() throws Exception {
      String query = "workers?limit=" + limit;
      if (!status.isEmpty()) query += "&status=" + status.toLowerCase(Locale.ROOT);
      if (!after.isEmpty()) query += "&after=" + Address.parse(after);
      JsonObject answer = node.get(query);
      if (node.wantsJson()) {
        System.out.println(answer.encodePrettily());
        return 0;
      }
      var table = new Table("address", "name", "status", "cores", "heartbeats", "task types");
      for (Object each : answer.getJsonArray("workers")) {
        var worker = (JsonObject) each;
        JsonObject has = worker.getJsonObject("capabilities");
        table.row(
            worker.getString("address"),
            worker.getString("name"),
            worker.getString("status"),
            has.getInteger("cores"),
            worker.getLong("heartbeats"),
            String.join(
                ",", has.getJsonArray("task_types").stream().map(String::valueOf).toList()));
      }
      table.print();
      return 0;
    }
  }

  /** {@code pouw worker show}. */
  @Command(
      name = "show",
      description = "Shows a worker and what it sent last.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "ADDRESS", description = "pai1...")
    private String address = "";

    @Option(names = "--samples", description = "of its load, newest first, 1 to 100 (default 5)")
    private int samples = 5;

    @Override
    public Integer call() throws Exception {
      Address worker = Address.parse(address);
      JsonObject shown = node.get("workers/" + worker);
      JsonArray loads =
          node.get("workers/" + worker + "/metrics?limit=" + samples).getJsonArray("samples");
      System.out.println(shown.put("samples", loads).encodePrettily());
      return 0;
    }
  }

  /** {@code pouw worker resources}. */
  @Command(
      name = "resources",
      description = "Shows the node's machine: what it has, how busy it is, what is short.",
      mixinStandardHelpOptions = true)
  static final class Resources implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Override
    public Integer call() throws Exception {
      System.out.println(node.get("resources").encodePrettily());
      return 0;
    }
  }
}
