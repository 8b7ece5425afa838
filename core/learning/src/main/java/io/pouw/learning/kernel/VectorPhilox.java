package io.pouw.learning.kernel;

import io.pouw.learning.random.Philox;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Philox#fill} with a counter in each lane. */
final class VectorPhilox {
  private static final VectorSpecies<Integer> INTS =
      VectorTranscendental.LANES.withLanes(int.class);
  private static final int WIDTH = VectorTranscendental.WIDTH;
  private static final int LANES = Philox.BLOCK / 4;
  private static final long LOW = 0xffffffffL;
  private static final int[] COUNT = count();

  private VectorPhilox() {}

  private static int[] count() {
    int[] count = new int[LANES];
    for (int i = 0; i < LANES; i++) count[i] = i;
    return count;
  }

  static void fill(int[] into, int block, DropMask mask) {
    for (int part = 0; part < LANES; part += WIDTH) {
      IntVector c0 = IntVector.fromArray(INTS, COUNT, part).add(block * LANES);
      IntVector c1 = IntVector.zero(INTS);
      IntVector c2 = IntVector.broadcast(INTS, mask.step());
      IntVector c3 = IntVector.broadcast(INTS, mask.layer());
      int k0 = mask.key0();
      int k1 = mask.key1();
      for (int round = 0; round < Philox.ROUNDS; round++) {
        LongVector even0 = even(c0).mul(Philox.MULTIPLIER_0);
        LongVector odd0 = odd(c0).mul(Philox.MULTIPLIER_0);
        LongVector even1 = even(c2).mul(Philox.MULTIPLIER_1);
        LongVector odd1 = odd(c2).mul(Philox.MULTIPLIER_1);
        c0 = high(even1, odd1).lanewise(VectorOperators.XOR, c1).lanewise(VectorOperators.XOR, k0);
        c1 = low(even1, odd1);
        c2 = high(even0, odd0).lanewise(VectorOperators.XOR, c3).lanewise(VectorOperators.XOR, k1);
        c3 = low(even0, odd0);
        k0 += Philox.WEYL_0;
        k1 += Philox.WEYL_1;
      }
      c0.intoArray(into, part);
      c1.intoArray(into, part + LANES);
      c2.intoArray(into, part + 2 * LANES);
      c3.intoArray(into, part + 3 * LANES);
    }
  }

  /** Lanes 0, 2, ... as unsigned numbers of 64 bits. */
  private static LongVector even(IntVector words) {
    return words.reinterpretAsLongs().and(LOW);
  }

  private static LongVector odd(IntVector words) {
    return words.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32);
  }

  private static IntVector high(LongVector even, LongVector odd) {
    return even.lanewise(VectorOperators.LSHR, 32).or(odd.and(~LOW)).reinterpretAsInts();
  }

  private static IntVector low(LongVector even, LongVector odd) {
    return even.and(LOW).or(odd.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts();
  }
}
