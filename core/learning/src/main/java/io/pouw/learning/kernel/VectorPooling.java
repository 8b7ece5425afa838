package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Greatest of windows on the Vector API: lanes are examples. Averages are fast as they are. */
final class VectorPooling extends ScalarPooling {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> TAPS = IntVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  @Override
  void keepGreater(float[] in, int inAt, float[] out, int[] chosen, int outAt, int batch, int tap) {
    int n = 0;
    for (; n + WIDTH <= batch; n += WIDTH) {
      FloatVector value = FloatVector.fromArray(LANES, in, inAt + n);
      FloatVector greatest = FloatVector.fromArray(LANES, out, outAt + n);
      VectorMask<Float> greater = value.compare(VectorOperators.GT, greatest);
      greatest.blend(value, greater).intoArray(out, outAt + n);
      IntVector.fromArray(TAPS, chosen, outAt + n)
          .blend(tap, greater.cast(TAPS))
          .intoArray(chosen, outAt + n);
    }
    for (; n < batch; n++) keepGreater(in, inAt + n, out, chosen, outAt + n, tap);
  }

  @Override
  void addToChosen(
      float[] outGradient,
      int[] chosen,
      int outAt,
      float[] inGradient,
      int inAt,
      int batch,
      int tap) {
    int n = 0;
    for (; n + WIDTH <= batch; n += WIDTH) {
      VectorMask<Float> here =
          IntVector.fromArray(TAPS, chosen, outAt + n).compare(VectorOperators.EQ, tap).cast(LANES);
      FloatVector sum = FloatVector.fromArray(LANES, inGradient, inAt + n);
      FloatVector gradient = FloatVector.fromArray(LANES, outGradient, outAt + n);
      // A choice between sums, not a sum of zeros: -0 + 0 is not -0.
      sum.blend(sum.add(gradient), here).intoArray(inGradient, inAt + n);
    }
    for (; n < batch; n++) addToChosen(outGradient, chosen, outAt + n, inGradient, inAt + n, tap);
  }
}
