/**
 * One operator's node over several processes or machines: the members' encrypted bus, where units
 * go, and who signs.
 */
@NullMarked
package io.pouw.node.cluster;

import org.jspecify.annotations.NullMarked;
