package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Independent fused multiply-adds on whole registers, and nothing else. */
final class VectorFma implements FmaChains {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public int flopsPerTurn() {
    return 2 * CHAINS * SPECIES.length();
  }

  @Override
  public float run(int turns, float factor, float summand) {
    FloatVector x = FloatVector.broadcast(SPECIES, factor);
    FloatVector y = FloatVector.broadcast(SPECIES, summand);
    FloatVector a = x;
    FloatVector b = y;
    FloatVector c = x.add(1f);
    FloatVector d = x.add(2f);
    FloatVector e = x.add(3f);
    FloatVector f = x.add(4f);
    FloatVector g = x.add(5f);
    FloatVector h = x.add(6f);
    FloatVector i = x.add(7f);
    FloatVector j = x.add(8f);
    FloatVector k = x.add(9f);
    FloatVector l = x.add(10f);
    for (int turn = 0; turn < turns; turn++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k);
    return sum.add(l).lane(0);
  }
}
