/** Training alone on this machine, without a network: the same computation, the same bytes. */
@NullMarked
package io.pouw.node.train;

import org.jspecify.annotations.NullMarked;
