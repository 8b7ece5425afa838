package io.pouw.node.sync;

import io.pouw.consensus.sync.StateSync;
import io.pouw.consensus.sync.SyncEffect;
import io.pouw.consensus.sync.SyncRequest;
import io.pouw.consensus.sync.SyncRules;
import io.pouw.consensus.sync.TrustedCheckpoint;
import io.pouw.network.NetworkListener;
import io.pouw.network.PeerInfo;
import io.pouw.network.PeerNetwork;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts a {@link StateSync} on a network of its own, which it opens and closes. All of the machine
 * runs on one context.
 */
public final class StateSyncClient implements NetworkListener {
  /** Topic of the requests. */
  public static final String TOPIC = "sync";

  private static final Logger LOG = LoggerFactory.getLogger(StateSyncClient.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Context context;
  private final StateSync machine;
  private final PeerNetwork network;
  private final Consumer<SyncEffect.Progress> progress;
  private final Promise<SyncEffect.Complete> ended = Promise.promise();

  private StateSyncClient(
      Vertx vertx,
      SyncRules rules,
      Optional<TrustedCheckpoint> trusted,
      Function<NetworkListener, PeerNetwork> open,
      Consumer<SyncEffect.Progress> progress) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.machine = new StateSync(rules, trusted);
    this.network = open.apply(this);
    this.progress = progress;
  }

  /**
   * Fetches the state after a recent final block.
   *
   * @param trusted a block that the chain has to have
   * @param open makes the network, which is not started yet
   * @param progress is told of every part
   * @return the block and the state, all checked; fails saying why nobody could help
   */
  public static Future<SyncEffect.Complete> run(
      Vertx vertx,
      SyncRules rules,
      Optional<TrustedCheckpoint> trusted,
      Function<NetworkListener, PeerNetwork> open,
      Consumer<SyncEffect.Progress> progress) {
    var client = new StateSyncClient(vertx, rules, trusted, open, progress);
    return client.begin();
  }

  private Future<SyncEffect.Complete> begin() {
    return network
        .start()
        .compose(port -> {
          input(machine::start);
          return ended.future();
        })
        .eventually(network::stop);
  }

  private void input(Supplier<List<SyncEffect>> step) {
    context.runOnContext(ignored -> step.get().forEach(this::carryOut));
  }

  private void carryOut(SyncEffect effect) {
    switch (effect) {
      case SyncEffect.Ask ask -> ask(ask.peer(), ask.request());
      case SyncEffect.SetTimer timer ->
          vertx.setTimer(timer.delay().toMillis(), fired -> input(machine::timeUp));
      case SyncEffect.Rejected rejected -> {
        LOG.warn("{} is not asked again: {}", rejected.peer(), rejected.why());
        network.disconnect(rejected.peer(), "its snapshot does not hold");
      }
      case SyncEffect.Progress part -> progress.accept(part);
      case SyncEffect.Complete complete -> ended.tryComplete(complete);
      case SyncEffect.Failed failed -> ended.tryFail("state sync: " + failed.why());
    }
  }

  private void ask(Address peer, SyncRequest request) {
    network
        .request(peer, TOPIC, request.toBytes(), PATIENCE)
        .onSuccess(answer -> input(() -> answered(peer, request, answer)))
        .onFailure(e -> input(() -> machine.failed(peer, request, String.valueOf(e.getMessage()))));
  }

  private List<SyncEffect> answered(Address peer, SyncRequest request, byte[] answer) {
    try {
      return switch (request) {
        case SyncRequest.Offer _ -> machine.offered(peer, SyncCodec.offer(answer));
        case SyncRequest.Headers _ -> machine.headers(peer, SyncCodec.headers(answer));
        case SyncRequest.Part part -> machine.part(peer, part, SyncCodec.part(answer));
      };
    } catch (CodecException e) {
      return machine.failed(peer, request, "its answer cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void onMessage(Address from, String topic, byte[] payload) {
    // The chain goes on meanwhile; the node hears of it when it has its state.
  }

  @Override
  public Future<byte[]> onRequest(Address from, String topic, byte[] payload) {
    return Future.failedFuture("this node is fetching its own state");
  }

  @Override
  public void onPeerConnected(PeerInfo peer) {
    input(() -> machine.connected(peer.address()));
  }

  @Override
  public void onPeerDisconnected(PeerInfo peer, String reason) {
    input(() -> machine.disconnected(peer.address()));
  }
}
