package io.pouw.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.bench.BenchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures ours beside the peers, in one process for each number of threads, one after another. */
@Command(
    name = "core/benchmarks/run",
    description = "Times matrix products and training steps of ours, of PyTorch and of ND4J.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = LossCurveCommand.class)
final class PeerBenchmark implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a reader of the figures has to know of the peers. */
  private static final List<String> NOTES =
      List.of(
          "pytorch text: DJL has no embedding bag; it is composed of a look-up, whose gradient is"
              + " sparse, and a batched product",
          "pytorch gpt: DJL has no fused attention; it is composed of products, mask and softmax",
          "nd4j: takes part in products and in the perceptron, column-major and in place",
          "backend-nd4j: the product's plugin, ND4J's graphs with derived gradients");

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
  private @Nullable Path json;

  @Option(names = "--only", paramLabel = "TEXT", description = "only cases with this in their name")
  private String only = "";

  @Option(names = "--samples", description = "of each case and contender (default 21)")
  private int samples = 21;

  @Option(names = "--threads", split = ",", description = "default 1,2")
  private List<Integer> threads = List.of(1, 2);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PeerBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<ObjectNode> whole = Optional.empty();
    for (int count : threads) {
      ObjectNode part = measure(count);
      whole = Optional.of(whole.map(earlier -> join(earlier, part)).orElse(part));
    }
    ObjectNode report = whole.orElseThrow();
    NOTES.forEach(report.putArray("notes")::add);
    if (json != null) Files.write(json, JSON.writeValueAsBytes(report));
    BenchTable.lines(report).forEach(System.out::println);
    return 0;
  }

  private ObjectNode measure(int count) throws IOException, InterruptedException {
    Path part = Files.createTempFile("pouw-bench", ".json");
    try {
      int status = PinnedJvm.of(count).run(PeerProcess.class, count, samples, only, part);
      if (status != 0)
        throw new IOException(
            "the measurement on %d threads ended with status %d".formatted(count, status));
      return (ObjectNode) JSON.readTree(part.toFile());
    } finally {
      Files.delete(part);
    }
  }

  /** Peaks and results of both; the machine is as it was first. */
  private static ObjectNode join(ObjectNode earlier, ObjectNode later) {
    for (String list : List.of("fma_peak", "results"))
      later.path(list).forEach(earlier.withArray("/" + list)::add);
    return earlier;
  }
}
