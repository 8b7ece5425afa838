package io.pouw.task.tribuo.method;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Tribuo tells of how a model came about, as lines {@code path = value} by the alphabet.
 * Times, and counts of what else a trainer was used for, are left out: they would differ between
 * workers.
 */
final class Provenance {
  /** Stands where Tribuo would ask the clock. */
  static final OffsetDateTime NO_TIME = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static final Set<String> LEFT_OUT =
      Set.of("datasource-creation-time", "train-invocation-count", "host-short-name");

  private Provenance() {}

  static SequencedMap<String, String> of(String name, ObjectProvenance provenance) {
    var lines = new TreeMap<String, String>();
    add(name, provenance, lines);
    return lines;
  }

  private static void add(
      String path, com.oracle.labs.mlrg.olcut.provenance.Provenance each, Map<String, String> to) {
    switch (each) {
      case ObjectProvenance object ->
          object.forEach(field -> {
            if (!LEFT_OUT.contains(field.getA())) add(path + "." + field.getA(), field.getB(), to);
          });
      case ListProvenance<?> list -> {
        for (int i = 0; i < list.getList().size(); i++)
          add(path + "." + i, list.getList().get(i), to);
      }
      case MapProvenance<?> map ->
          map.getMap().forEach((key, value) -> add(path + "." + key, value, to));
      case PrimitiveProvenance<?> value -> to.put(path, String.valueOf(value.getValue()));
      default -> throw new IllegalStateException("provenance of " + each.getClass());
    }
  }
}
