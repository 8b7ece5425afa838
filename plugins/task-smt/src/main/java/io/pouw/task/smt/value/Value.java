package io.pouw.task.smt.value;

import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Symbols;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value of a sort. Its text is SMT-LIB; equal texts of equal sorts are the same value. */
public sealed interface Value extends Comparable<Value> {
  Sort sort();

  static Value of(boolean truth) {
    return truth ? Truth.TRUE : Truth.FALSE;
  }

  /** By their texts: for a fixed order only. */
  @Override
  default int compareTo(Value other) {
    return toString().compareTo(other.toString());
  }

  /** Whether it is {@link Truth#TRUE}. */
  default boolean holds() {
    return this instanceof Truth truth && truth.value();
  }

  record Truth(boolean value) implements Value {
    public static final Truth TRUE = new Truth(true);
    public static final Truth FALSE = new Truth(false);

    @Override
    public Sort sort() {
      return Sort.BOOL;
    }

    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /**
   * A vector of bits.
   *
   * @param value from 0 to 2^width - 1
   */
  record Bits(BigInteger value, int width) implements Value {
    /** The lowest bits of any integer. */
    public static Bits lowest(BigInteger value, int width) {
      return new Bits(value.mod(BigInteger.ONE.shiftLeft(width)), width);
    }

    /** As two's complement. */
    public BigInteger signed() {
      return value.testBit(width - 1) ? value.subtract(BigInteger.ONE.shiftLeft(width)) : value;
    }

    @Override
    public Sort sort() {
      return new Sort.Bits(width);
    }

    @Override
    public String toString() {
      String digits = value.toString(2);
      return "#b" + "0".repeat(width - digits.length()) + digits;
    }
  }

  record Int(BigInteger value) implements Value {
    @Override
    public Sort sort() {
      return Sort.INT;
    }

    @Override
    public String toString() {
      return value.signum() < 0 ? "(- " + value.negate() + ")" : value.toString();
    }
  }

  /** A fraction in lowest terms; the denominator is positive. */
  record Real(BigInteger numerator, BigInteger denominator) implements Value {
    /** The fraction, shortened; the denominator is not 0. */
    public static Real of(BigInteger numerator, BigInteger denominator) {
      BigInteger common = numerator.gcd(denominator);
      if (denominator.signum() < 0) common = common.negate();
      return new Real(numerator.divide(common), denominator.divide(common));
    }

    public static Real of(BigInteger whole) {
      return new Real(whole, BigInteger.ONE);
    }

    @Override
    public Sort sort() {
      return Sort.REAL;
    }

    @Override
    public String toString() {
      String magnitude = numerator.abs() + ".0";
      String fraction =
          denominator.equals(BigInteger.ONE)
              ? magnitude
              : "(/ " + magnitude + " " + denominator + ".0)";
      return numerator.signum() < 0 ? "(- " + fraction + ")" : fraction;
    }
  }

  /** An element of a declared sort: those of different numbers are different. */
  record Element(Sort.Named sort, int number) implements Value {
    @Override
    public String toString() {
      return Symbols.quoted(sort.name() + "!val!" + number);
    }
  }

  /**
   * An array. Of the ways in which it can be written one is kept, so that equal arrays are equal:
   * over finitely many indices {@code other} is the most frequent element, the first by its text
   * among equals.
   *
   * @param entries where it differs from {@code other}
   * @param other its element everywhere else
   */
  record Table(Sort.ArrayOf sort, SortedMap<Value, Value> entries, Value other) implements Value {
    public Table {
      var all = new TreeMap<>(entries);
      Optional<BigInteger> size = size(sort.index());
      if (size.isPresent()) {
        Value kept = mostFrequent(all, other, size.get());
        if (!kept.equals(other)) {
          for (BigInteger i = BigInteger.ZERO;
              i.compareTo(size.get()) < 0;
              i = i.add(BigInteger.ONE)) all.putIfAbsent(index(sort.index(), i), other);
          other = kept;
        }
      }
      Value everywhere = other;
      all.values().removeIf(each -> each.equals(everywhere));
      entries = Collections.unmodifiableSortedMap(all);
    }

    private static Optional<BigInteger> size(Sort index) {
      return switch (index) {
        case Sort.Bool _ -> Optional.of(BigInteger.TWO);
        case Sort.Bits bits -> Optional.of(BigInteger.ONE.shiftLeft(bits.width()));
        case Sort.Int _, Sort.Real _, Sort.ArrayOf _, Sort.Named _ -> Optional.empty();
      };
    }

    private static Value index(Sort sort, BigInteger number) {
      return sort instanceof Sort.Bits bits
          ? new Bits(number, bits.width())
          : Value.of(number.signum() > 0);
    }

    /** Another one than {@code other} only if most indices are in the entries. */
    private static Value mostFrequent(
        SortedMap<Value, Value> entries, Value other, BigInteger size) {
      var counts = new TreeMap<Value, BigInteger>();
      entries.values().forEach(each -> counts.merge(each, BigInteger.ONE, BigInteger::add));
      counts.merge(other, size.subtract(BigInteger.valueOf(entries.size())), BigInteger::add);
      Value best = other;
      for (var each : counts.entrySet()) {
        int order = each.getValue().compareTo(counts.getOrDefault(best, BigInteger.ZERO));
        if (order > 0 || (order == 0 && each.getKey().compareTo(best) < 0)) best = each.getKey();
      }
      return best;
    }

    public Value at(Value index) {
      Value found = entries.get(index);
      return found == null ? other : found;
    }

    /** With another element in one place. */
    public Table with(Value index, Value element) {
      var changed = new TreeMap<>(entries);
      changed.put(index, element);
      return new Table(sort, changed, other);
    }

    @Override
    public String toString() {
      var text = new StringBuilder();
      text.append("(store ".repeat(entries.size()));
      text.append("((as const ").append(sort).append(") ").append(other).append(')');
      entries.forEach((index, element) ->
          text.append(' ').append(index).append(' ').append(element).append(')'));
      return text.toString();
    }
  }
}
