package io.pouw.node.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.dataset.Dataset;
import io.pouw.node.dataset.Datasets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Deals the training rows of a data set out to workers, so that no row goes to two: row i to worker
 * i modulo their number. The test rows stay with the client.
 */
final class DemoShards {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IDX_COUNT_AT = 4;

  private DemoShards() {}

  /** Where a worker's own data lies. */
  static Path folder(Path demo, String worker) {
    return demo.resolve(worker).resolve("private");
  }

  /** Writes the shard of each worker where only its node looks. */
  static void deal(Dataset dataset, int workers, Path demo) {
    try {
      for (int worker = 0; worker < workers; worker++) {
        Path folder = folder(demo, "miner-" + (worker + 1));
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> part : dataset.training().entrySet())
          Files.write(
              folder.resolve(part.getKey()),
              shard(part.getKey(), unpacked(part.getValue()), worker, workers));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot deal out the shards", e);
    }
  }

  static byte[] unpacked(byte[] content) throws IOException {
    boolean gzip = content.length > 1 && content[0] == 0x1f && content[1] == (byte) 0x8b;
    if (!gzip) return content;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readAllBytes();
    }
  }

  private static byte[] shard(String part, byte[] content, int worker, int workers) {
    return part.equals("rows") ? rows(content, worker, workers) : idx(content, worker, workers);
  }

  private static byte[] rows(byte[] csv, int worker, int workers) {
    List<String> all = new String(csv, StandardCharsets.US_ASCII).lines().toList();
    var text = new StringBuilder();
    for (int row = worker; row < all.size(); row += workers) text.append(all.get(row)).append('\n');
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** IDX: four bytes, of which the last counts the dimensions, each as an int, then the items. */
  private static byte[] idx(byte[] content, int worker, int workers) {
    int header = IDX_COUNT_AT + content[IDX_COUNT_AT - 1] * Integer.BYTES;
    int count = ByteBuffer.wrap(content).getInt(IDX_COUNT_AT);
    int size = (content.length - header) / count;
    int own = (count - worker + workers - 1) / workers;
    ByteBuffer shard = ByteBuffer.allocate(header + own * size);
    shard.put(content, 0, header);
    for (int item = worker; item < count; item += workers)
      shard.put(content, header + item * size, size);
    shard.putInt(IDX_COUNT_AT, own);
    return shard.array();
  }

  /**
   * The federated task of {@code federated.json} on this data set, with a slot for each worker and
   * a rule that bears as many poisoned ones as a round can miss, a third less one.
   */
  static byte[] spec(Datasets datasets, Dataset dataset, int workers) {
    try {
      var task = (ObjectNode) JSON.readTree(datasets.spec("federated"));
      task.set("dataset", JSON.readTree(dataset.spec()).get("dataset"));
      task.put("slots", workers);
      ((ObjectNode) task.get("aggregation")).put("byzantine", (workers - 1) / 3);
      return JSON.writeValueAsBytes(task);
    } catch (IOException e) {
      throw new UncheckedIOException("federated.json is no JSON", e);
    }
  }
}
