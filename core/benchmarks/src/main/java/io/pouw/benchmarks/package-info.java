/** Our learning beside PyTorch (by DJL) and ND4J: the same work, the same weights, one run. */
@NullMarked
package io.pouw.benchmarks;

import org.jspecify.annotations.NullMarked;
