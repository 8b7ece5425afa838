package io.pouw.consensus;

import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The last final block and the candidates above it. */
final class BlockTree {
  /** What the host has said of a candidate. */
  enum Standing {
    RECEIVED,
    VALIDATING,
    VALID,
    INVALID
  }

  private record Node(Candidate candidate, Standing standing) {}

  private final Map<Hash, Node> nodes = new TreeMap<>();
  private Candidate root;
  private Optional<Certificate> finalization;

  BlockTree(Candidate root, Optional<Certificate> finalization) {
    this.root = root;
    this.finalization = finalization;
  }

  Candidate root() {
    return root;
  }

  /** The proof that the root is final; absent on genesis. */
  Optional<Certificate> finalization() {
    return finalization;
  }

  /** The final block or a candidate above it. */
  Optional<Candidate> find(Hash id) {
    if (id.equals(root.id())) return Optional.of(root);
    return Optional.ofNullable(nodes.get(id)).map(Node::candidate);
  }

  boolean contains(Hash id) {
    return id.equals(root.id()) || nodes.containsKey(id);
  }

  void add(Candidate candidate, Standing standing) {
    if (!contains(candidate.id())) nodes.put(candidate.id(), new Node(candidate, standing));
  }

  /** How many candidates there are. */
  int size() {
    return nodes.size();
  }

  void remove(Hash id) {
    nodes.remove(id);
  }

  Standing standing(Hash id) {
    Node node = nodes.get(id);
    return node == null ? Standing.VALID : node.standing();
  }

  /** Changes a candidate's standing, if it is still known. */
  void judge(Hash id, Standing standing) {
    nodes.computeIfPresent(id, (_, node) -> new Node(node.candidate(), standing));
  }

  /**
   * The way from the final block up to a block.
   *
   * @param chain known blocks in height order without the root, ending with the one asked for
   * @param missing the first ancestor, going down, that is not known
   * @param rooted whether the chain stands on the root; neither rooted nor missing is a fork that
   *     contradicts the final block
   */
  record Trace(List<Candidate> chain, Optional<Hash> missing, boolean rooted) {}

  Trace trace(Hash id) {
    var chain = new ArrayList<Candidate>();
    Hash at = id;
    while (!at.equals(root.id())) {
      Node node = nodes.get(at);
      if (node == null) return new Trace(upwards(chain), lost(chain, at), false);
      chain.add(node.candidate());
      at = node.candidate().parent();
    }
    return new Trace(upwards(chain), Optional.empty(), true);
  }

  private Optional<Hash> lost(List<Candidate> downwards, Hash at) {
    boolean aboveRoot = downwards.isEmpty() || downwards.getLast().height() > root.height() + 1;
    return aboveRoot ? Optional.of(at) : Optional.empty();
  }

  private static List<Candidate> upwards(List<Candidate> downwards) {
    Collections.reverse(downwards);
    return downwards;
  }

  /** Makes a block the final one and forgets whatever cannot extend it. */
  void reroot(Candidate finalized, Certificate proof) {
    root = finalized;
    finalization = Optional.of(proof);
    nodes.remove(root.id());
    Set<Hash> dead = new TreeSet<>();
    var rising =
        nodes.values().stream()
            .map(Node::candidate)
            .sorted(Comparator.comparingLong(Candidate::height))
            .toList();
    for (Candidate candidate : rising) if (cannotExtend(candidate, dead)) dead.add(candidate.id());
    nodes.keySet().removeAll(dead);
  }

  private boolean cannotExtend(Candidate candidate, Set<Hash> dead) {
    boolean sibling =
        candidate.height() == root.height() + 1 && !candidate.parent().equals(root.id());
    return candidate.height() <= root.height() || sibling || dead.contains(candidate.parent());
  }
}
