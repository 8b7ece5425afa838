package io.pouw.simulation;

import java.time.Duration;

/**
 * The generator of a simulation (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014): small, fast, the same numbers on every machine for ever. Not
 * thread-safe; not for secrets.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final int PPM = 1_000_000;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  public long nextLong() {
    state += GAMMA;
    long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** Uniform from 0 to {@code bound - 1}; the bias of at most {@code bound / 2^64} is harmless. */
  public int below(int bound) {
    if (bound <= 0) throw new IllegalArgumentException("bound " + bound + ", expected > 0");
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /** Uniform from one to the other, both included. */
  public long between(long least, long most) {
    if (most < least) throw new IllegalArgumentException("empty range " + least + " to " + most);
    return least + Math.unsignedMultiplyHigh(nextLong(), most - least + 1);
  }

  public Duration between(Duration least, Duration most) {
    return Duration.ofNanos(between(least.toNanos(), most.toNanos()));
  }

  /** True with a chance in parts per million. */
  public boolean chance(int ppm) {
    return below(PPM) < ppm;
  }

  /** A generator of its own, so that one part's draws do not shift another's. */
  public SplitMix64 split() {
    return new SplitMix64(nextLong());
  }
}
