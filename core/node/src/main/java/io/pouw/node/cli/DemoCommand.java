package io.pouw.node.cli;

import io.pouw.node.demo.DemoOptions;
import io.pouw.node.demo.DemoRun;
import io.pouw.node.demo.Installation;
import io.pouw.node.model.BadInputException;
import io.pouw.node.plugin.ChosenBackend;
import io.pouw.node.plugin.Plugins;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw demo}: the main job on a local network. */
@Command(
    name = "demo",
    description = "Trains a model on a local network, proves the work and pays for it.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--dataset", description = "mnist (default; digits if --federated) or digits")
  private @Nullable String chosenDataset;

  @Option(names = "--task", description = "a task of conf/demos instead, such as tribuo-forest")
  private @Nullable String task;

  @Option(
      names = "--cluster",
      description =
          "the last validator is four processes: two that hold the chain, two workers; the one that"
              + " signs is killed")
  private boolean cluster;

  @Option(names = "--cheaters", description = "miners that make their updates up (default 0)")
  private int cheaters;

  @Option(names = "--cheat-from-round", description = "round in which they begin (default 0)")
  private int cheatFromRound;

  @Option(names = "--kill-miner", description = "stop a miner after so many rounds")
  private @Nullable Integer killMiner;

  @Option(names = "--validators", description = "default 4")
  private int validators = 4;

  @Option(names = "--miners", description = "default 4; 2 beside a cluster")
  private @Nullable Integer chosenMiners;

  @Option(names = "--supervisors", description = "default 2")
  private int supervisors = 2;

  @Option(names = "--verifiers", description = "default 3; a federated task needs none, so 1")
  private @Nullable Integer chosenVerifiers;

  @Option(names = "--evaluators", description = "default 2")
  private int evaluators = 2;

  @Option(
      names = "--federated",
      description = "a federated task: every worker keeps its data, some of them poison")
  private boolean federated;

  @Option(names = "--workers", description = "of a federated task (default 10)")
  private int workers = 10;

  @Option(names = "--poisoned", description = "workers that send poison (default 3)")
  private int poisoned = 3;

  @Option(
      names = "--attack",
      description =
          "sign_flip (default), scaled, gaussian, label_flip, backdoor, alie, ipm, mimic, zero, nan")
  private String attack = "sign_flip";

  @Option(
      names = "--pool",
      description = "the miners are a pool, paid in the end on an emulated TRON")
  private boolean pool;

  @Option(names = "--report", description = "write what was measured to this JSON file")
  private @Nullable Path report;

  @Option(names = "--model-out", description = "where the model file goes (default DATASET.pouw)")
  private @Nullable Path modelOut;

  @Option(names = "--data", description = "keep the nodes' data in this folder")
  private @Nullable Path data;

  @Option(
      names = "--backend",
      description =
          "scores checkpoints for display and measures the model: kernels (default) or a plugin's,"
              + " such as nd4j; the workers of a federated task train on it, all other miners and"
              + " verifiers take the reproducible kernels whatever it is")
  private String backend = ChosenBackend.KERNELS;

  @Option(names = "--validators-file", description = "names, stakes and balances of validators")
  private @Nullable Path validatorsFile;

  @Option(names = "--api-port", description = "serve the client node's API here while it runs")
  private @Nullable Integer apiPort;

  @Override
  public Integer call() throws Exception {
    String dataset = dataset();
    int miners = chosenMiners != null ? chosenMiners : cluster ? 2 : 4;
    int verifiers = chosenVerifiers != null ? chosenVerifiers : federated ? 1 : 3;
    var options =
        new DemoOptions(
            dataset,
            validators,
            federated ? workers : miners,
            supervisors,
            verifiers,
            evaluators,
            cheaters,
            cheatFromRound,
            Optional.ofNullable(killMiner),
            Optional.ofNullable(report),
            modelOut != null ? modelOut : Path.of(dataset + ".pouw"),
            Optional.ofNullable(data),
            validatorsFile != null ? validatorsFile : Home.conf().resolve("validators.json"),
            Optional.ofNullable(apiPort),
            federated
                ? Optional.of(new DemoOptions.Federation(poisoned, attack, backend))
                : Optional.empty(),
            pool);
    try (Plugins plugins = Home.loadPlugins(Home.plugins())) {
      return run(options, plugins).run() ? 0 : 1;
    }
  }

  private DemoRun run(DemoOptions options, Plugins plugins) {
    var product =
        new Installation(
            plugins,
            ChosenBackend.of(plugins, backend),
            Home.jobs(),
            Home.datasets(),
            Home.plugins());
    return cluster
        ? DemoRun.ofCluster(options, product, Home.conf())
        : new DemoRun(options, product);
  }

  private String dataset() {
    if (cluster && task == null && chosenDataset == null) return "digits";
    if (task == null) return chosenDataset != null ? chosenDataset : federated ? "digits" : "mnist";
    if (chosenDataset != null || federated)
      throw new BadInputException("--task says all of it: leave out --dataset and --federated");
    return task;
  }
}
