package io.pouw.node.api;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How the small things look in JSON, everywhere the same. */
final class Json {
  private Json() {}

  /** Money, not negative. */
  static JsonObject amount(long units) {
    return new JsonObject().put("pai", Amounts.format(units)).put("units", units);
  }

  static String constant(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <T> JsonArray array(List<T> values, Function<? super T, ?> each) {
    var array = new JsonArray();
    for (T value : values) array.add(each.apply(value));
    return array;
  }

  static JsonArray addresses(List<Address> values) {
    return array(values, Address::toString);
  }

  static JsonObject scores(Scores scores) {
    return new JsonObject()
        .put("correct", scores.correct())
        .put("total", scores.total())
        .put("accuracy_ppm", scores.accuracyPpm())
        .put("loss_nano", scores.lossNano());
  }

  static JsonArray manifest(DataManifest manifest) {
    return array(
        manifest.parts(),
        part -> new JsonObject().put("name", part.name()).put("blob", part.blob().toString()));
  }
}
