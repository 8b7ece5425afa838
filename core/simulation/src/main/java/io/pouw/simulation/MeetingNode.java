package io.pouw.simulation;

import io.pouw.network.NetworkTimings;
import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.DialTarget;
import io.pouw.network.discovery.Discovery;
import io.pouw.network.discovery.DiscoveryHost;
import io.pouw.network.discovery.Greeting;
import io.pouw.network.discovery.PeerTable;
import io.pouw.network.discovery.Self;
import io.pouw.network.wire.Hello;
import io.pouw.network.wire.PeerEntry;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A node that hosts the discovery of production, and forgets all of it when it ends. */
final class MeetingNode implements DiscoveryHost<MeetingLink> {
  /** What one node may keep in mind, with those that it knows from the beginning. */
  private static final int MOST_TARGETS = 1_010;

  private static final int MOST_STRANGERS = 65;
  private static final int PORT = 8_000;
  private static final Hash CHAIN = Hash.sha256(new byte[] {1});
  private static final NetworkTimings TIMINGS = NetworkTimings.defaults();

  private final Meeting meeting;
  final int index;
  private final SplitMix64 random;
  private final Set<Address> joined = new TreeSet<>();
  private final List<MeetingLink> links = new ArrayList<>();
  private @Nullable Discovery<MeetingLink> discovery;
  private PeerTable<MeetingLink> table;
  private int version = 1;
  private int life;
  private long joins;

  MeetingNode(Meeting meeting, int index) {
    this.meeting = meeting;
    this.index = index;
    this.random = meeting.random.split();
    this.table = new PeerTable<>(address(), meeting.scenario.places());
  }

  Address address() {
    return SimulatedKeys.of(index).address();
  }

  boolean isLiar() {
    return meeting.scenario.isLiar(index);
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
    table = new PeerTable<>(address(), meeting.scenario.places());
    var hello =
        new Hello(
            version,
            CHAIN,
            address(),
            random.nextLong(),
            endpointOf(index).host(),
            PORT,
            List.of(),
            "simulated");
    var started = new Discovery<>(new Self(hello, TIMINGS), table, this);
    discovery = started;
    for (int known = 0; known < meeting.scenario.wellKnown(); known++)
      if (known != index) started.keep(endpointOf(known));
    after(TIMINGS.peerExchange(), this::repeat);
  }

  private void repeat() {
    if (discovery != null) discovery.repeat();
    after(TIMINGS.peerExchange(), this::repeat);
  }

  /** Ends without a goodbye: the others notice sooner or later. */
  void crash() {
    if (!isRunning()) return;
    for (MeetingLink link : links)
      link.otherEnd().ifPresent(end -> end.breaksAfter(meeting.notice(random)));
    discovery = null;
    life++;
    links.clear();
    joined.clear();
  }

  /** Lets one of its connections break, if it has any. */
  void breakOne() {
    List<MeetingLink> open = links.stream().filter(link -> !link.isClosing()).toList();
    if (open.isEmpty()) return;
    MeetingLink broken = open.get(random.below(open.size()));
    broken.breaksAfter(meeting.notice(random));
    broken.otherEnd().ifPresent(end -> end.breaksAfter(meeting.notice(random)));
  }

  /** A connection was opened, by either side. */
  void begin(MeetingLink link) {
    if (discovery == null) return;
    links.add(link);
    discovery.begin(link);
    checkBounds();
  }

  void greetedOver(MeetingLink link, byte[] hello) {
    if (discovery != null && discovery.isStranger(link)) discovery.greeted(link, hello);
    checkBounds();
  }

  void toldOver(MeetingLink link, byte[] peers) {
    if (discovery != null && !discovery.isStranger(link)) discovery.told(peers);
    checkBounds();
  }

  void closed(MeetingLink link, String reason) {
    links.remove(link);
    if (discovery != null) discovery.closed(link, reason);
  }

  /** Peers that there are not, and real places under wrong names. */
  byte[] lies() {
    var entries = new ArrayList<PeerEntry>();
    for (int i = 0; i < PeerEntry.MAX_ENTRIES; i++) {
      Address nobody = SimulatedKeys.of(random.below(200)).address();
      boolean real = random.below(4) == 0;
      String host =
          real
              ? endpointOf(random.below(meeting.scenario.nodes())).host()
              : "x" + random.below(5_000);
      entries.add(new PeerEntry(nobody, host, PORT));
    }
    return PeerEntry.encodeAll(entries);
  }

  private void checkBounds() {
    if (discovery == null) return;
    hold(table.size() <= meeting.scenario.places(), table.size() + " peers");
    hold(discovery.targets() <= MOST_TARGETS, discovery.targets() + " targets");
    hold(
        discovery.strangers().size() <= MOST_STRANGERS + 1,
        discovery.strangers().size() + " strangers");
  }

  private void hold(boolean holds, String what) {
    Invariants.require(holds, "bounds: node " + index + " has " + what);
  }

  @Override
  public void after(Duration delay, Runnable action) {
    int scheduledIn = life;
    meeting.time.schedule(
        delay,
        () -> {
          if (life == scheduledIn) action.run();
        });
  }

  @Override
  public double chance() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  @Override
  public void connect(DialTarget target) {
    meeting.dial(this, target);
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
    hold(joined.add(link.address()), "been told twice that one peer joined");
    hold(!link.address().equals(address()), "itself as a peer");
    hold(
        link.hello().filter(its -> its.protocolVersion() == version).isPresent(),
        "a peer of another version");
  }

  @Override
  public void left(MeetingLink link, String reason) {
    hold(joined.remove(link.address()), "been told that a peer left who had not joined");
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
