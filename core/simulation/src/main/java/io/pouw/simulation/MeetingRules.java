package io.pouw.simulation;

import io.pouw.network.NetworkTimings;
import java.util.List;
import java.util.Set;

/**
 * What nodes that have to find one another begin with.
 *
 * @param nodes how many there are
 * @param known those whose addresses all others have from the beginning
 * @param liars those that tell of peers that there are not
 * @param lies how many such peers a liar tells of at once, at most
 * @param garbagePpm chance that a liar tells something that is no list of peers at all
 * @param places how many peers a node has room for
 * @param forgetsPpm chance that a node that ends has lost its address book when it starts again
 * @param timings of greetings, pings and tries
 */
record MeetingRules(
    int nodes,
    List<Integer> known,
    Set<Integer> liars,
    int lies,
    int garbagePpm,
    int places,
    int forgetsPpm,
    NetworkTimings timings) {
  MeetingRules {
    known = List.copyOf(known);
    liars = Set.copyOf(liars);
  }

  boolean isLiar(int node) {
    return liars.contains(node);
  }
}
