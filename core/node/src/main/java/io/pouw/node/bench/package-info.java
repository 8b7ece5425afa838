/** Measures how fast this machine learns: kernels and training steps, warm, with their spread. */
@NullMarked
package io.pouw.node.bench;

import org.jspecify.annotations.NullMarked;
