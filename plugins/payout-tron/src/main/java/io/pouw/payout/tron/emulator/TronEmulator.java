package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.Keccak;
import io.pouw.payout.tron.Sha256;
import io.pouw.payout.tron.Trc20;
import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronContract;
import io.pouw.payout.tron.TronKey;
import io.pouw.payout.tron.evm.Evm;
import io.pouw.payout.tron.evm.Message;
import io.pouw.payout.tron.evm.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One TRON node with a token that stands in for USDT, on the loopback interface. It checks what a
 * real node checks of a transaction: protobuf, id, signature, reference block, expiration,
 * duplicates, fee limit, bandwidth and energy; the token's code is run by an {@link Evm}. There is
 * no network behind it: blocks come when they are asked for, or by a timer; each advances block
 * time by three seconds.
 */
public final class TronEmulator implements AutoCloseable {
  private static final int PRODUCERS = 27;
  private static final long GENESIS_TIME = 1_735_689_600_000L; // 2025-01-01
  private static final BigInteger SUPPLY = BigInteger.TEN.pow(18);
  private static final long MUCH_TRX = 1_000_000_000_000L;

  private final Rules rules;
  private final Chain chain;
  private final TronKey issuer = key("issuer");
  private final TronAddress token;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final NodeServer server;
  private @Nullable ScheduledExecutorService timer;

  /** Starts with a block 0 that has the token. {@code port} 0: any free one. */
  public TronEmulator(Rules rules, int port) {
    this.rules = rules;
    this.token = TronAddress.ofWord(new BigInteger(1, Keccak.hash(issuer.address().toBytes())));
    var producers = new ArrayList<TronKey>();
    for (int i = 0; i < PRODUCERS; i++) producers.add(key("producer " + i));
    var world = new World();
    world.put(issuer.address(), Account.NONE.plus(MUCH_TRX));
    deploy(world);
    this.chain = new Chain(rules, producers, world, GENESIS_TIME);
    this.server = new NodeServer(chain, rules, faults, port);
  }

  private static TronKey key(String name) {
    return TronKey.of(Sha256.hash(("emulated TRON " + name).getBytes(StandardCharsets.UTF_8)));
  }

  private void deploy(World world) {
    byte[] code = HexFormat.of().parseHex(resource("SandboxUsdt.hex").strip());
    byte[] supply = Trc20.word(SUPPLY);
    byte[] init = ByteBuffer.allocate(code.length + supply.length).put(code).put(supply).array();
    Outcome made =
        Evm.deploy(
            init,
            new Message(
                token.word(),
                issuer.address().word(),
                BigInteger.ZERO,
                new byte[0],
                Rules.CONSTANT_ENERGY,
                0,
                GENESIS_TIME / 1_000,
                false));
    if (!made.succeeded())
      throw new IllegalStateException("the token cannot be deployed: " + made.message());
    world.put(token, made.output(), made.writes());
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(TronEmulator.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Where its HTTP API is. */
  public String url() {
    return server.url();
  }

  public TronAddress token() {
    return token;
  }

  /** Gives an account tokens and TRX, in the newest block. */
  public void fund(TronAddress account, long tokens, long sun) {
    chain.edit(world -> {
      world.put(account, world.account(account).plus(sun));
      if (tokens > 0) issue(world, account, tokens);
    });
  }

  private void issue(World world, TronAddress account, long tokens) {
    var call =
        new TronContract.Trigger(issuer.address(), token, 0, Trc20.transfer(account, tokens));
    Outcome outcome =
        new Execution(rules, world, 0, GENESIS_TIME).run(call, Rules.CONSTANT_ENERGY, false);
    if (!outcome.succeeded()) throw new IllegalStateException("issue: " + outcome.message());
    world.write(token, outcome.writes());
  }

  /** Stakes energy for an account, as much as it may use in 24 hours. */
  public void stake(TronAddress account, long energy) {
    chain.edit(world -> world.put(account, world.account(account).withStake(energy)));
  }

  /** What the token's own code says that an account has. */
  public long tokens(TronAddress account) {
    Outcome outcome =
        chain.look(new TronContract.Trigger(account, token, 0, Trc20.balanceOf(account)));
    return new BigInteger(1, outcome.output()).longValueExact();
  }

  /** TRX of an account, in sun. */
  public long sun(TronAddress account) {
    return chain.head().after().account(account).balance();
  }

  /** Makes so many blocks. */
  public void produce(int blocks) {
    for (int i = 0; i < blocks; i++) chain.produce();
  }

  /** Makes blocks until what is in the newest one now is solid. */
  public void settle() {
    produce(rules.solidDepth() + 1);
  }

  /** The number of the newest block. */
  public long height() {
    return chain.head().number();
  }

  /** See {@link Chain#reorganise}. */
  public void reorganise(int depth, boolean keep) {
    chain.reorganise(depth, keep);
  }

  /** Forgets what waits for a block. */
  public void clearPool() {
    chain.clearPool();
  }

  /** What will go wrong with the next broadcasts, in this order. */
  public void inject(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Makes a block every so many milliseconds from now on. */
  public synchronized void tick(long everyMs) {
    if (timer != null) throw new IllegalStateException("the timer runs already");
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tron-blocks").factory());
    var ticking =
        timer.scheduleAtFixedRate(chain::produce, everyMs, everyMs, TimeUnit.MILLISECONDS);
    if (ticking.isCancelled()) throw new IllegalStateException("the timer did not start");
  }

  @Override
  public synchronized void close() {
    if (timer != null) timer.shutdownNow();
    server.close();
  }
}
