package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that the kernels of the convolution use: a group of examples is one or several. */
final class ConvolutionLanes {
  static final VectorSpecies<Float> LANES =
      FloatVector.SPECIES_PREFERRED.length() >= PlaneTile.LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  static final int WIDTH = LANES.length();
  static final boolean WIDE = WIDTH == PlaneTile.LANES;

  private ConvolutionLanes() {}
}
