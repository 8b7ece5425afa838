package io.pouw.primitives;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The upper part of a {@link MerkleTrie}, down to where it was cut. Whoever knows the root can
 * check the outline by its {@link #root}, and then every part by itself, from whomever it comes: a
 * part that passes {@link Check#isPart} has all entries of the tree below its cut, and no others.
 *
 * @param nodes from the top, each fork followed by its left and its right half
 */
public record TrieOutline(List<Node> nodes) implements Encodable {
  /** So that an outline stays under 4 MiB. */
  public static final int MAX_NODES = 1 << 17;

  private static final int GAP = 0;
  private static final int FORK = 1;
  private static final int PART = 2;

  /** A place in the outline. */
  public sealed interface Node {}

  /** Where nothing stands. */
  public record Gap() implements Node {}

  /** Where two halves come together. */
  public record Fork() implements Node {}

  /** Where it was cut: the hash of what hangs there. */
  public record Part(Hash hash) implements Node {}

  /** A part with the number of forks above it. */
  private record Cut(Hash hash, int depth) {}

  public TrieOutline {
    nodes = List.copyOf(nodes);
    if (nodes.size() > MAX_NODES)
      throw new IllegalArgumentException(
          "an outline of " + nodes.size() + " nodes, expected at most " + MAX_NODES);
    Iterator<Node> rest = nodes.iterator();
    fold(rest, 0, new ArrayList<>());
    if (rest.hasNext()) throw new IllegalArgumentException("an outline with nodes after its end");
  }

  /** Reads what {@link #encode} wrote; checks that it is one tree. */
  public static TrieOutline decode(Decoder in) {
    List<Node> nodes = in.list(MAX_NODES, TrieOutline::node);
    try {
      return new TrieOutline(nodes);
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  private static Node node(Decoder in) {
    int kind = in.u8();
    return switch (kind) {
      case GAP -> new Gap();
      case FORK -> new Fork();
      case PART -> new Part(in.hash());
      default -> throw in.error("a node of unknown kind " + kind);
    };
  }

  @Override
  public void encode(Encoder out) {
    out.list(
        nodes,
        (to, node) -> {
          switch (node) {
            case Gap _ -> to.u8(GAP);
            case Fork _ -> to.u8(FORK);
            case Part part -> to.u8(PART).hash(part.hash());
          }
        });
  }

  /** The root of every tree that has this upper part. */
  public Hash root() {
    return fold(nodes.iterator(), 0, new ArrayList<>());
  }

  /** How many parts there are. */
  public int parts() {
    int parts = 0;
    for (Node each : nodes) if (each instanceof Part) parts++;
    return parts;
  }

  /** Checks parts of this outline. */
  public Check check() {
    var cuts = new ArrayList<Cut>();
    fold(nodes.iterator(), 0, cuts);
    return new Check(cuts);
  }

  private static Hash fold(Iterator<Node> rest, int depth, List<Cut> cuts) {
    if (!rest.hasNext()) throw new IllegalArgumentException("an outline that is cut off");
    return switch (rest.next()) {
      case Gap _ -> Hash.ZERO;
      case Part(Hash hash) -> {
        cuts.add(new Cut(hash, depth));
        yield hash;
      }
      case Fork _ -> {
        if (depth == TrieNode.MAX_DEPTH)
          throw new IllegalArgumentException("an outline deeper than a tree can be");
        Hash left = fold(rest, depth + 1, cuts);
        yield TrieNode.branchHash(left, fold(rest, depth + 1, cuts));
      }
    };
  }

  /** Knows the parts of an outline. Immutable. */
  public static final class Check {
    private final List<Cut> cuts;

    private Check(List<Cut> cuts) {
      this.cuts = List.copyOf(cuts);
    }

    /** How many parts there are. */
    public int parts() {
      return cuts.size();
    }

    /** Whether these are exactly the entries of the part with that index, from 0. */
    public boolean isPart(int index, List<TrieEntry> entries) {
      Cut cut = cuts.get(index);
      return MerkleTrie.isWhole(entries, cut.depth(), cut.hash());
    }
  }
}
