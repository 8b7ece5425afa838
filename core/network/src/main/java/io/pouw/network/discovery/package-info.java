/**
 * How nodes find one another and agree on one connection each. Pure: no socket, clock, timer or
 * random source; a {@link io.pouw.network.discovery.DiscoveryHost} brings them.
 */
@NullMarked
package io.pouw.network.discovery;

import org.jspecify.annotations.NullMarked;
