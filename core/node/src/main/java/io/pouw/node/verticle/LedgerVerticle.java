package io.pouw.node.verticle;

import io.pouw.ledger.Block;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.InvalidBlockException;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mempool.Admission;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.node.bus.BlockChecked;
import io.pouw.node.bus.BuildBlock;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.CheckBlock;
import io.pouw.node.bus.CommitBlocks;
import io.pouw.node.bus.Incoming;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.bus.Outgoing;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.node.metrics.FinalityMeter;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.pouw.storage.ChainStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts the ledger and the mempool, and is the only one that writes the chain store. Runs on a
 * worker thread. Builds a block as soon as there is something to order, at the latest after the
 * heartbeat.
 */
public final class LedgerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerVerticle.class);
  private static final long REPEAT_OWN_MS = 3_000;
  private static final int REJECTED = 422;

  private final Chain chain;
  private final KeyPair keys;
  private final Duration heartbeat;
  private final CpuMeter cpu;
  private final FinalityMeter finality;
  private final Pool mempool = new Pool();
  private final OwnTransactions own;
  private final TransactionBundle.Packer outgoing = new TransactionBundle.Packer(System::nanoTime);
  private boolean flushing;
  private volatile LedgerState latest;
  private @Nullable PendingBuild pending;
  private boolean workWaiting;

  private record PendingBuild(Message<BuildBlock> request, long heartbeatTimer) {}

  /**
   * A ledger that is not started.
   *
   * @param retention final blocks to keep on disk, 0 for all
   */
  public LedgerVerticle(
      Genesis genesis,
      ChainStore store,
      long retention,
      KeyPair keys,
      Duration heartbeat,
      CpuMeter cpu,
      FinalityMeter finality) {
    this.chain = new Chain(genesis, store, retention);
    this.keys = keys;
    this.heartbeat = heartbeat;
    this.cpu = cpu;
    this.finality = finality;
    this.own = new OwnTransactions(keys, chain.state());
    this.latest = chain.state();
  }

  /** The last final state; any thread. */
  public LedgerState latest() {
    return latest;
  }

  public int mempoolSize() {
    return mempool.size();
  }

  /** The nonce after those of the transactions of an account that wait; any thread. */
  public long nextNonce(Address sender) {
    return mempool.nextNonce(sender, latest);
  }

  /** A transaction that waits; any thread. */
  public Optional<Transaction> pending(Hash id) {
    return mempool.get(id);
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    bus.<BuildBlock>localConsumer(Bus.BUILD, request -> metered(() -> build(request)));
    bus.<CheckBlock>localConsumer(Bus.CHECK, request -> metered(() -> check(request)));
    bus.<CommitBlocks>localConsumer(Bus.COMMIT, request -> metered(() -> commit(request)));
    bus.<Transaction>localConsumer(Bus.SUBMIT, request -> metered(() -> submit(request)));
    bus.<TransactionBody>localConsumer(
        Bus.SUBMIT_BODY, request -> metered(() -> submitBody(request)));
    bus.<Incoming>localConsumer(
        Bus.incoming(Bus.TRANSACTION), message -> metered(() -> gossiped(message.body())));
    vertx.setPeriodic(REPEAT_OWN_MS, tick -> own.unconfirmed().forEach(this::gossip));
    bus.publish(Bus.ADVANCED, new LedgerAdvanced(chain.state(), List.of(), List.of()));
    return Future.succeededFuture();
  }

  private void metered(Runnable work) {
    cpu.measure(CpuMeter.Use.CONSENSUS, work);
  }

  private void build(Message<BuildBlock> request) {
    abandonPending();
    long timer =
        vertx.setTimer(
            Math.max(1, heartbeat.toMillis()), fired -> metered(() -> buildPending(true)));
    pending = new PendingBuild(request, timer);
    buildIfUseful();
  }

  /** Tells consensus, which is more patient with leaders while there is nothing to order. */
  private void tellWhetherWorkWaits() {
    boolean waiting = mempool.size() > 0 || Urgency.needsBlocks(chain.state());
    if (waiting == workWaiting) return;
    workWaiting = waiting;
    vertx.eventBus().publish(Bus.WORK_WAITING, waiting);
  }

  private void abandonPending() {
    if (pending == null) return;
    vertx.cancelTimer(pending.heartbeatTimer());
    pending.request().fail(REJECTED, "another view began");
    pending = null;
  }

  /** Builds unless the block would be empty and the ledger does not wait for one. */
  private void buildIfUseful() {
    if (pending == null) return;
    Hash parent = pending.request().body().parent();
    try {
      boolean urgent = Urgency.needsBlocks(chain.stateAfter(parent));
      if (urgent || mempool.hasOther(chain.undecidedUpTo(parent))) buildPending(urgent);
    } catch (InvalidBlockException e) {
      LOG.debug("no block yet: {}", e.getMessage());
    }
  }

  private void buildPending(boolean evenEmpty) {
    PendingBuild build = pending;
    if (build == null) return;
    BuildBlock wanted = build.request().body();
    try {
      Block block =
          chain.build(
              wanted.parent(),
              wanted.view(),
              System.currentTimeMillis(),
              keys,
              mempool.candidates(Block.MAX_TRANSACTIONS, chain.undecidedUpTo(wanted.parent())));
      if (block.transactions().isEmpty() && !evenEmpty) return;
      answered(build);
      finality.proposed(block.id());
      build.request().reply(block);
    } catch (InvalidBlockException e) {
      answered(build);
      build.request().fail(REJECTED, String.valueOf(e.getMessage()));
    }
  }

  private void answered(PendingBuild build) {
    pending = null;
    vertx.cancelTimer(build.heartbeatTimer());
  }

  private void check(Message<CheckBlock> request) {
    Block block = mempool.known(request.body().block());
    try {
      chain.check(block);
      request.reply(new BlockChecked(Optional.empty()));
    } catch (InvalidBlockException e) {
      LOG.warn("block {} of height {} is invalid: {}", block.id(), block.height(), e.getMessage());
      request.reply(new BlockChecked(Optional.of(String.valueOf(e.getMessage()))));
    }
  }

  private void commit(Message<CommitBlocks> request) {
    LedgerAdvanced advanced;
    try {
      advanced = chain.commit(request.body().blocks(), request.body().certificate());
    } catch (RuntimeException e) {
      // Whoever asked has to know at once: without an answer it would wait while the node stands.
      request.fail(REJECTED, String.valueOf(e.getMessage()));
      return;
    }
    advanced.blocks().forEach(block -> finality.finalised(block.id()));
    latest = advanced.state();
    mempool.advance(advanced.state(), advanced.blocks());
    own.advance(advanced.state()).forEach(this::admitOwn);
    vertx.eventBus().publish(Bus.ADVANCED, advanced);
    tellWhetherWorkWaits();
    request.reply(advanced.state().height());
  }

  private void submit(Message<Transaction> request) {
    Transaction transaction = request.body();
    admit(transaction)
        .ifPresentOrElse(
            objection -> request.fail(REJECTED, objection), () -> request.reply(transaction.id()));
  }

  private void submitBody(Message<TransactionBody> request) {
    Transaction transaction = own.sign(request.body(), chain.state());
    admit(transaction)
        .ifPresentOrElse(
            objection -> {
              own.withdraw(transaction);
              request.fail(REJECTED, objection);
            },
            () -> request.reply(transaction.id()));
  }

  private void admitOwn(Transaction transaction) {
    admit(transaction)
        .ifPresent(objection -> {
          LOG.info("own {} is dropped: {}", transaction.body().kindName(), objection);
          own.withdraw(transaction);
        });
  }

  /** Why not; empty if it waits now and the others are told. */
  private Optional<String> admit(Transaction transaction) {
    return switch (mempool.add(transaction, chain.state())) {
      case Admission.Accepted _ -> {
        gossip(transaction);
        audit(transaction);
        buildIfUseful();
        tellWhetherWorkWaits();
        yield Optional.empty();
      }
      case Admission.Duplicate _ -> Optional.empty();
      case Admission.Refused refused -> Optional.of(refused.reason());
    };
  }

  /** What this node's account does as a validator, and whom it accuses. */
  private void audit(Transaction transaction) {
    if (!transaction.from().equals(keys.address())
        || !(transaction.body() instanceof ValidatorBody body)) return;
    boolean accuses = body instanceof ValidatorBody.ReportEquivocation;
    String subject =
        body instanceof ValidatorBody.ReportEquivocation report
            ? report.validator().address().toString()
            : body.kindName();
    vertx
        .eventBus()
        .send(
            Bus.AUDIT,
            new AuditEvent(
                accuses ? AuditAction.EVIDENCE_SUBMIT : AuditAction.VALIDATOR_SUBMIT,
                keys.address().toString(),
                subject,
                "transaction " + transaction.id()));
  }

  private void gossip(Transaction transaction) {
    outgoing.add(transaction).forEach(this::send);
    if (outgoing.isEmpty() || flushing) return;
    flushing = true;
    vertx.setTimer(
        TransactionBundle.PATIENCE_MS,
        fired -> {
          flushing = false;
          outgoing.flush().ifPresent(this::send);
        });
  }

  private void send(TransactionBundle bundle) {
    vertx.eventBus().send(Bus.SEND, new Outgoing.Gossip(Bus.TRANSACTION, bundle.toBytes()));
  }

  private void gossiped(Incoming incoming) {
    try {
      boolean any = false;
      for (Transaction each : TransactionBundle.decode(incoming.payload()).transactions())
        any |= take(each);
      if (!any) return;
      buildIfUseful();
      tellWhetherWorkWaits();
    } catch (CodecException e) {
      LOG.warn("{} relayed no transactions: {}", incoming.from(), e.getMessage());
    }
  }

  private boolean take(Transaction transaction) {
    return switch (mempool.add(transaction, chain.state())) {
      case Admission.Accepted _ -> true;
      case Admission.Duplicate _ -> false;
      case Admission.Refused refused -> {
        LOG.debug("gossiped transaction refused: {}", refused.reason());
        yield false;
      }
    };
  }
}
