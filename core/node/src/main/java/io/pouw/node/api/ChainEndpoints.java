package io.pouw.node.api;

import io.pouw.ledger.Block;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.Validator;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Blocks. */
final class ChainEndpoints {
  private final NodeServices node;
  private final Worker worker;

  ChainEndpoints(NodeServices node, Worker worker) {
    this.node = node;
    this.worker = worker;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of("listBlocks", this::list, "getBlock", this::get);
  }

  private Future<Answer> list(Call call) {
    ChainReader chain = node.chain();
    return worker
        .run(() -> page(chain, call.number("from", Long.MAX_VALUE), call.limit()))
        .map(Answer::json);
  }

  private static JsonObject page(ChainReader chain, long from, int limit) {
    long height = chain.height();
    long at = Math.min(from, height);
    var blocks = new JsonArray();
    while (at > 0 && blocks.size() < limit) {
      Optional<Block> block = chain.block(at);
      if (block.isEmpty()) break;
      blocks.add(BlockJson.summary(block.get()));
      at--;
    }
    var page = new JsonObject().put("height", height).put("blocks", blocks);
    if (at > 0 && blocks.size() == limit) page.put("next", at);
    return page;
  }

  private Future<Answer> get(Call call) {
    ChainReader chain = node.chain();
    Genesis genesis = node.ledger().genesis();
    return worker.run(() -> block(chain, call.path("block"), genesis)).map(Answer::json);
  }

  private static JsonObject block(ChainReader chain, String name, Genesis genesis) {
    long height = name.length() == 2 * Hash.BYTES ? heightOf(chain, name) : Long.parseLong(name);
    Block block = chain.block(height).orElseThrow(() -> missing(chain, height));
    long epoch = EpochViews.epochOf(block.header().view());
    return BlockJson.full(block, chain.finality(height), validators(chain, genesis, epoch));
  }

  private static List<Validator> validators(ChainReader chain, Genesis genesis, long epoch) {
    return epoch == 0
        ? EpochState.first(genesis).validators()
        : chain.epochProof(epoch - 1).map(proof -> proof.entry().validators()).orElse(List.of());
  }

  private static Problem missing(ChainReader chain, long height) {
    if (height == 0)
      return Problem.notFound("height 0 is genesis, which has no block; blocks begin at 1");
    if (height < chain.firstHeight())
      return new Problem(
          Problem.Kind.GONE,
          "block %d is no longer kept: this node has blocks %d to %d; ask an archive node"
              .formatted(height, chain.firstHeight(), chain.height()));
    return Problem.notFound(
        "no block of height "
            + height
            + ", expected "
            + chain.firstHeight()
            + " to "
            + chain.height());
  }

  private static long heightOf(ChainReader chain, String id) {
    OptionalLong height = chain.heightOf(Hash.parse(id));
    return height.orElseThrow(() -> Problem.notFound("no final block has the id " + id));
  }
}
