/** State sync over the network: serving snapshots, and beginning from one. */
@NullMarked
package io.pouw.node.sync;

import org.jspecify.annotations.NullMarked;
