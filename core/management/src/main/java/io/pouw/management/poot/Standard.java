package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is usual in a kind of task in a period: scores are relative to it, so that kinds whose units
 * weigh differently can be compared.
 *
 * @param megaflop median work of all miners on the chain who did any, at least 1
 * @param megaflopPerCore median of it for each core, of the registered workers, at least 1
 */
public record Standard(String taskType, long megaflop, long megaflopPerCore) implements Encodable {
  static Standard decode(Decoder in) {
    return new Standard(in.text(TypeWork.MAX_TYPE_BYTES), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.text(taskType).i64(megaflop).i64(megaflopPerCore);
  }

  /**
   * The standards of all kinds that were worked at, in increasing task type.
   *
   * @param miners everybody on the chain
   * @param workers those who are scored
   */
  public static List<Standard> of(Collection<ChainEvidence> miners, Collection<Evidence> workers) {
    Map<String, List<Long>> works = new TreeMap<>();
    for (ChainEvidence each : miners)
      for (TypeWork work : each.work()) list(works, work.taskType()).add(work.megaflop());
    Map<String, List<Long>> perCore = new TreeMap<>();
    for (Evidence each : workers)
      for (TypeWork work : each.chain().work())
        list(perCore, work.taskType()).add(work.megaflop() / each.cores());
    var standards = new ArrayList<Standard>();
    works.forEach((type, all) ->
        standards.add(
            new Standard(type, median(all), median(perCore.getOrDefault(type, List.of())))));
    return standards;
  }

  private static List<Long> list(Map<String, List<Long>> lists, String type) {
    return lists.computeIfAbsent(type, each -> new ArrayList<>());
  }

  /** The lower median, at least 1. */
  private static long median(List<Long> values) {
    if (values.isEmpty()) return 1;
    long middle = values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElse(1L);
    return Math.max(1, middle);
  }
}
