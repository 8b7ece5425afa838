/** Proof blocks at the command line: obligations to submit, to decide here, to measure. */
@NullMarked
package io.pouw.node.obligation;

import org.jspecify.annotations.NullMarked;
