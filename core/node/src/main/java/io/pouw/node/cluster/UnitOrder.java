package io.pouw.node.cluster;

import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.Optional;

/**
 * One unit for another member. State and data go by name: the member asks {@code home} for what it
 * does not have yet.
 *
 * @param home the member that wants the unit
 * @param input the state before the unit's round
 */
record UnitOrder(
    String home, TaskRecipe recipe, BlobId input, UnitId unit, Optional<UnitSecret> secret)
    implements Encodable {

  static UnitOrder decode(Decoder in) {
    return new UnitOrder(
        in.text(MemberNews.MAX_NAME_BYTES),
        TaskRecipe.decode(in),
        BlobId.decode(in),
        UnitId.decode(in),
        in.option(Decoder::hash).map(UnitSecret::new));
  }

  @Override
  public void encode(Encoder out) {
    out.text(home).put(recipe).put(input).put(unit);
    out.option(secret.map(UnitSecret::value), Encoder::hash);
  }
}
