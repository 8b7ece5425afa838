package io.pouw.task.tribuo.spec;

import io.pouw.learning.spec.JsonFields;
import io.pouw.learning.spec.SpecException;
import io.pouw.learning.spec.SpecJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads a specification, and finds every problem before it complains. */
final class TribuoSpecReader {
  private static final int MAX_SEED = 256;
  private static final int MAX_NAME = 256;

  private final List<String> problems = new ArrayList<>();
  private final JsonFields fields;

  private TribuoSpecReader(byte[] json) {
    fields = new JsonFields(SpecJson.read(json), "$", problems);
  }

  static TribuoSpec read(byte[] json) {
    var reader = new TribuoSpecReader(json);
    Optional<TribuoSpec> spec = reader.spec();
    if (!reader.problems.isEmpty()) throw new SpecException(reader.problems);
    return spec.orElseThrow();
  }

  private Optional<TribuoSpec> spec() {
    var kind = fields.choice("task", TaskKind.class);
    var data = fields.object("data").flatMap(object -> data(object, kind));
    var algorithm =
        fields.object("algorithm").flatMap(object -> new AlgorithmReader(object).read(kind));
    boolean single = algorithm.filter(TribuoSpecReader::isSingle).isPresent();
    var rounds = extent("rounds", TribuoSpec.MAX_ROUNDS, single);
    var slots = extent("slots", TribuoSpec.MAX_SLOTS, single);
    var checkpoint = fields.integer("checkpoint_rounds", 1, TribuoSpec.MAX_ROUNDS, 1);
    var minScore = fields.decimal("min_score", 0, 1);
    var seed = fields.text("seed", MAX_SEED);
    fields.close();
    if (!problems.isEmpty()) return Optional.empty();
    return Optional.of(
        new TribuoSpec(
            kind.orElseThrow(),
            data.orElseThrow(),
            algorithm.orElseThrow(),
            rounds.orElseThrow(),
            slots.orElseThrow(),
            Math.min(checkpoint.orElseThrow(), rounds.orElseThrow()),
            minScore.orElseThrow(),
            seed.orElseThrow()));
  }

  /** One tree is one unit. */
  private static boolean isSingle(Algorithm algorithm) {
    return algorithm instanceof Algorithm.Trees trees && !trees.forest();
  }

  private Optional<Integer> extent(String name, int high, boolean single) {
    return single ? fields.integer(name, 1, 1, 1) : fields.integer(name, 1, high);
  }

  private Optional<DataSpec> data(JsonFields in, Optional<TaskKind> kind) {
    boolean needed =
        kind.filter(k -> k == TaskKind.CLASSIFICATION || k == TaskKind.REGRESSION).isPresent();
    boolean labelled = needed || in.has("label");
    var label = labelled ? in.text("label", MAX_NAME) : Optional.of("");
    boolean anomalies = kind.filter(TaskKind.ANOMALY_DETECTION::equals).isPresent();
    var normal = anomalies && labelled ? in.text("normal", MAX_NAME) : Optional.of("");
    var features = names(in, "features");
    var categorical = names(in, "categorical");
    var ignored = names(in, "ignored");
    MissingCells missing = missing(in);
    if (!features.isEmpty() && !ignored.isEmpty())
      in.problem("ignored", "stands beside features, expected one of them");
    if (!features.isEmpty())
      for (String name : categorical)
        if (!features.contains(name))
          in.problem("categorical", "\"%s\" is none of the features".formatted(name));
    for (List<String> names : List.of(features, categorical, ignored))
      label
          .filter(names::contains)
          .ifPresent(name -> in.problem("label", "\"%s\" is a feature or ignored".formatted(name)));
    in.close();
    return label.flatMap(column ->
        normal.map(n -> new DataSpec(column, n, features, categorical, ignored, missing)));
  }

  /** What is wrong in it stands among the problems then. */
  private static MissingCells missing(JsonFields in) {
    var policy =
        in.has("missing")
            ? in.choice("missing", MissingCells.Policy.class)
            : Optional.of(MissingCells.Policy.ERROR);
    boolean tolerant = policy.filter(each -> each != MissingCells.Policy.ERROR).isPresent();
    List<String> words =
        tolerant && in.has("missing_words")
            ? in.texts("missing_words", 1, MissingCells.MAX_WORDS, MAX_NAME)
            : List.of();
    if (new HashSet<>(words).size() < words.size()) in.problem("missing_words", "has a word twice");
    var constant =
        policy.filter(MissingCells.Policy.CONSTANT::equals).isPresent()
            ? in.decimal("missing_value", -Bounds.MAGNITUDE, Bounds.MAGNITUDE)
            : Optional.of(0.0);
    return new MissingCells(policy.orElse(MissingCells.Policy.ERROR), words, constant.orElse(0.0));
  }

  private static List<String> names(JsonFields in, String name) {
    if (!in.has(name)) return List.of();
    List<String> names = in.texts(name, 1, Bounds.COLUMNS, MAX_NAME);
    if (new HashSet<>(names).size() < names.size()) in.problem(name, "names a column twice");
    return names;
  }
}
