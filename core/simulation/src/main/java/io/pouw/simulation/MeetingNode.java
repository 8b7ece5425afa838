package io.pouw.simulation;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.DialTarget;
import io.pouw.network.discovery.Discovery;
import io.pouw.network.discovery.DiscoveryHost;
import io.pouw.network.discovery.Greeting;
import io.pouw.network.discovery.PeerTable;
import io.pouw.network.discovery.Self;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A node that hosts the discovery of production. When it ends it forgets all but its address book,
 * and now and then that, too.
 */
final class MeetingNode implements DiscoveryHost<MeetingLink> {
  /** What one node may keep in mind, with those that it knows from the beginning. */
  private static final int MOST_TARGETS = 1_010;

  private static final int MOST_STRANGERS = 65;
  private static final int MOST_BOOK = 64;
  static final int PORT = 8_000;
  private static final Hash CHAIN = Hash.sha256(new byte[] {1});

  private final MeetingPlace place;
  final int index;
  private final SplitMix64 random;
  private final MeetingLies lies;
  private final Set<Address> joined = new TreeSet<>();
  private final Set<Integer> book = new TreeSet<>();
  private final List<MeetingLink> links = new ArrayList<>();
  private @Nullable Discovery<MeetingLink> discovery;
  private PeerTable<MeetingLink> table;
  private int version = 1;
  private int life;
  private long joins;

  MeetingNode(MeetingPlace place, int index) {
    this.place = place;
    this.index = index;
    this.random = place.random.split();
    this.lies = new MeetingLies(place.rules, random);
    this.table = new PeerTable<>(address(), place.rules.places());
  }

  Address address() {
    return SimulatedKeys.of(index).address();
  }

  /** What it tells of others: what its discovery says, or lies. */
  byte[] tells(byte[] peers) {
    return place.rules.isLiar(index) ? lies.next() : peers;
  }

  /** Which run of the node this is: changes with every start and end. */
  int life() {
    return life;
  }

  boolean isRunning() {
    return discovery != null;
  }

  int version() {
    return version;
  }

  /** The version that the next start runs. */
  void upgrade(int next) {
    version = next;
  }

  static PeerEndpoint endpointOf(int index) {
    return new PeerEndpoint("node-" + index, PORT);
  }

  void start() {
    if (isRunning()) return;
    life++;
    table = new PeerTable<>(address(), place.rules.places());
    PeerEndpoint own = endpointOf(index);
    var hello =
        new Hello(
            version,
            CHAIN,
            address(),
            random.nextLong(),
            own.host(),
            own.port(),
            List.of(),
            "simulated");
    var started = new Discovery<>(new Self(hello, place.rules.timings()), table, this);
    discovery = started;
    Set<Integer> known = new TreeSet<>(place.rules.known());
    known.addAll(book);
    known.remove(index);
    known.forEach(each -> started.keep(endpointOf(each)));
    after(place.rules.timings().peerExchange(), this::repeat);
    after(place.rules.timings().ping(), this::listen);
  }

  private void repeat() {
    if (discovery != null) discovery.repeat();
    after(place.rules.timings().peerExchange(), this::repeat);
  }

  /** Gives up connections on which nothing was heard for too long. */
  private void listen() {
    for (MeetingLink link : List.copyOf(links)) link.listen();
    after(place.rules.timings().ping(), this::listen);
  }

  /** Ends without a goodbye: the others notice sooner or later. */
  void crash() {
    if (!isRunning()) return;
    for (MeetingLink link : links)
      link.otherEnd().ifPresent(end -> end.breaksAfter(place.notice()));
    discovery = null;
    life++;
    links.clear();
    joined.clear();
    if (random.chance(place.rules.forgetsPpm())) book.clear();
  }

  /** Lets one of its connections break, if it has any. */
  void breakOne() {
    List<MeetingLink> open = links.stream().filter(link -> !link.isClosing()).toList();
    if (open.isEmpty()) return;
    MeetingLink broken = open.get(random.below(open.size()));
    broken.breaksAfter(place.notice());
    broken.otherEnd().ifPresent(end -> end.breaksAfter(place.notice()));
  }

  /** A connection was opened, by either side. */
  void begin(MeetingLink link) {
    if (discovery == null) return;
    links.add(link);
    discovery.begin(link);
    checkBounds();
  }

  void greetedOver(MeetingLink link, byte[] hello) {
    Discovery<MeetingLink> own = discovery;
    if (own != null && own.isStranger(link)) reading(link, () -> own.greeted(link, hello));
  }

  void toldOver(MeetingLink link, byte[] peers) {
    Discovery<MeetingLink> own = discovery;
    if (own != null && !own.isStranger(link)) reading(link, () -> own.told(peers));
  }

  /** Who sends what is not the protocol is hung up on. */
  private void reading(MeetingLink link, Runnable action) {
    try {
      action.run();
    } catch (FrameException problem) {
      link.close(problem.code(), String.valueOf(problem.getMessage()));
    }
    checkBounds();
  }

  void closed(MeetingLink link, String reason) {
    links.remove(link);
    if (discovery != null) discovery.closed(link, reason);
  }

  private void checkBounds() {
    if (discovery == null) return;
    hold(table.size(), place.rules.places(), "peers");
    hold(discovery.targets(), MOST_TARGETS, "endpoints in mind");
    hold(discovery.strangers().size(), MOST_STRANGERS + 1, "strangers");
  }

  private void hold(int count, int most, String what) {
    if (count > most)
      Invariants.fail("bounds: node %d has %d %s, at most %d".formatted(index, count, what, most));
  }

  private void promise(boolean holds, String otherwise) {
    if (!holds) Invariants.fail("discovery: node " + index + " has " + otherwise);
  }

  @Override
  public void after(Duration delay, Runnable action) {
    int scheduledIn = life;
    place.time.schedule(delay, () -> whenAwake(scheduledIn, action));
  }

  private void whenAwake(int scheduledIn, Runnable action) {
    if (life != scheduledIn) return;
    long sleeps = place.roads.sleeps(index);
    if (sleeps > 0) place.time.schedule(sleeps, () -> whenAwake(scheduledIn, action));
    else action.run();
  }

  @Override
  public double chance() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  @Override
  public void connect(DialTarget target) {
    place.dial(this, target);
  }

  /** A try to connect came to nothing. */
  void failed(DialTarget target, String problem) {
    if (discovery != null) discovery.failed(target, problem);
  }

  @Override
  public Optional<Greeting.Refusal> objection(MeetingLink link) {
    return Optional.empty();
  }

  @Override
  public void joined(MeetingLink link) {
    joins++;
    promise(joined.add(link.address()), "been told twice that one peer joined");
    promise(!link.address().equals(address()), "itself as a peer");
    promise(
        link.hello().filter(its -> its.protocolVersion() == version).isPresent(),
        "a peer of another version");
    if (book.size() < MOST_BOOK) book.add(link.peer.index);
    place.roads.joined(index, link.peer.index);
  }

  @Override
  public void left(MeetingLink link, String reason) {
    promise(joined.remove(link.address()), "been told that a peer left who had not joined");
    place.roads.left(index, link.peer.index);
  }

  @Override
  public void refused(MeetingLink link, Greeting.Refusal refusal) {}

  @Override
  public void returned() {}

  @Override
  public void note(String what) {}

  /** Peers that are connected now. */
  int peers() {
    return joined.size();
  }

  /** Whether this node and another one have the two ends of one connection in use. */
  boolean agreesWith(MeetingNode another) {
    Optional<MeetingLink> own = table.find(another.address());
    Optional<MeetingLink> theirs = another.table.find(address());
    if (own.isEmpty() || theirs.isEmpty()) return own.isEmpty() && theirs.isEmpty();
    return own.get().otherEnd().equals(theirs);
  }

  /** How often a peer has joined so far. */
  long joins() {
    return joins;
  }
}
