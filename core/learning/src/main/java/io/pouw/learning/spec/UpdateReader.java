package io.pouw.learning.spec;

import io.pouw.learning.encoding.EncodingSpec;
import io.pouw.learning.privacy.PrivacySpec;
import io.pouw.learning.privacy.Sampling;
import java.util.List;
import java.util.Optional;

/** Reads {@link UpdateSpec}: the fields {@code update_encoding} and {@code privacy}, if there. */
final class UpdateReader {
  private static final String ENCODING = "update_encoding";
  private static final String PRIVACY = "privacy";
  private static final List<String> TYPES = List.of("float32", "bfloat16", "int8", "top_k");

  private final JsonFields fields;

  UpdateReader(JsonFields fields) {
    this.fields = fields;
  }

  /** Empty if something is wrong, which is then among the problems. */
  Optional<UpdateSpec> read() {
    Optional<EncodingSpec> encoding =
        fields.has(ENCODING) ? encoding() : Optional.of(new EncodingSpec.Full());
    boolean isPrivate = fields.has(PRIVACY);
    Optional<PrivacySpec> privacy =
        isPrivate ? fields.object(PRIVACY).flatMap(UpdateReader::privacy) : Optional.empty();
    if (isPrivate && privacy.isEmpty()) return Optional.empty();
    return encoding.map(each -> new UpdateSpec(each, privacy));
  }

  private Optional<EncodingSpec> encoding() {
    if (fields.isObject(ENCODING)) return fields.object(ENCODING).flatMap(this::encoding);
    return fields.text(ENCODING, 64).flatMap(name -> encoding(name, fields, ENCODING));
  }

  private Optional<EncodingSpec> encoding(JsonFields in) {
    Optional<EncodingSpec> encoding =
        in.text("type", 64)
            .flatMap(type -> type.equals("top_k") ? topK(in) : encoding(type, in, "type"));
    in.close();
    return encoding;
  }

  private static Optional<EncodingSpec> encoding(String name, JsonFields in, String field) {
    return switch (name) {
      case "float32" -> Optional.of(new EncodingSpec.Full());
      case "bfloat16" -> Optional.of(new EncodingSpec.Brain());
      case "int8" -> Optional.of(new EncodingSpec.Block());
      case "top_k" -> {
        in.problem(field, "\"top_k\" needs a share: {\"type\": \"top_k\", \"share\": 0.01}");
        yield Optional.empty();
      }
      default -> {
        in.unknown(field, name, TYPES);
        yield Optional.empty();
      }
    };
  }

  private static Optional<EncodingSpec> topK(JsonFields in) {
    Optional<Double> share = in.decimal("share", 1e-9, 1);
    String values = in.has("values") ? in.text("values", 64).orElse("") : "float32";
    boolean brain = values.equals("bfloat16");
    if (!brain && !values.equals("float32")) {
      if (!values.isEmpty()) in.unknown("values", values, List.of("float32", "bfloat16"));
      return Optional.empty();
    }
    Optional<Integer> restart =
        in.has("restart")
            ? in.integer("restart", 1, EncodingSpec.TopK.MAX_RESTART)
            : Optional.of(EncodingSpec.TopK.DEFAULT_RESTART);
    if (share.isEmpty() || restart.isEmpty()) return Optional.empty();
    return Optional.of(new EncodingSpec.TopK(share.get(), brain, restart.get()));
  }

  private static Optional<PrivacySpec> privacy(JsonFields in) {
    Optional<Double> clip = in.decimal("clip", PrivacySpec.MIN_CLIP, PrivacySpec.MAX_CLIP);
    Optional<Double> noise = in.decimal("noise", PrivacySpec.MIN_NOISE, PrivacySpec.MAX_NOISE);
    Optional<Double> delta = in.decimal("delta", PrivacySpec.MIN_DELTA, PrivacySpec.MAX_DELTA);
    Optional<Sampling> sampling =
        in.has("sampling") ? in.choice("sampling", Sampling.class) : Optional.of(Sampling.SHUFFLED);
    in.close();
    if (clip.isEmpty() || noise.isEmpty() || delta.isEmpty()) return Optional.empty();
    return sampling.map(each -> new PrivacySpec(clip.get(), noise.get(), delta.get(), each));
  }
}
