package io.pouw.ledger;

import io.pouw.plugin.Role;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The protocol's numbers, all of them, as genesis fixes them. Immutable. */
public final class Parameters implements Encodable {
  public static final Parameters DEFAULTS = new Parameters(new EnumMap<>(Parameter.class));

  private final Map<Parameter, Long> values;

  private Parameters(Map<Parameter, Long> overrides) {
    var all = new EnumMap<Parameter, Long>(Parameter.class);
    for (Parameter each : Parameter.values())
      all.put(each, overrides.getOrDefault(each, each.standard()));
    values = Collections.unmodifiableMap(all);
  }

  /**
   * The defaults with these changes, by {@link Parameter#text}.
   *
   * @throws IllegalArgumentException for a name that is no parameter, naming it
   */
  public static Parameters of(Map<String, Long> overrides) {
    var byName = new TreeMap<String, Parameter>();
    for (Parameter each : Parameter.values()) byName.put(each.text(), each);
    var chosen = new EnumMap<Parameter, Long>(Parameter.class);
    for (var override : new TreeMap<>(overrides).entrySet()) {
      Parameter parameter = byName.get(override.getKey());
      if (parameter == null)
        throw new IllegalArgumentException(
            "no protocol parameter is called '"
                + override.getKey()
                + "', expected one of "
                + String.join(", ", byName.keySet()));
      chosen.put(parameter, override.getValue());
    }
    return new Parameters(chosen);
  }

  /** A copy with one value changed. */
  public Parameters with(Parameter parameter, long value) {
    var changed = new EnumMap<>(values);
    changed.put(parameter, value);
    return new Parameters(changed);
  }

  static Parameters decode(Decoder in) {
    var read = new EnumMap<Parameter, Long>(Parameter.class);
    for (Parameter each : Parameter.values()) read.put(each, in.u63());
    return new Parameters(read);
  }

  @Override
  public void encode(Encoder out) {
    for (Parameter each : Parameter.values()) out.i64(get(each));
  }

  public long get(Parameter parameter) {
    return values.getOrDefault(parameter, parameter.standard());
  }

  /** A value that is a count. */
  int count(Parameter parameter) {
    return Math.toIntExact(get(parameter));
  }

  /** The least stake that a ticket of this role needs. */
  public long ticketStake(Role role) {
    return switch (role) {
      case MINER -> get(Parameter.MIN_MINER_STAKE);
      case SUPERVISOR -> get(Parameter.MIN_SUPERVISOR_STAKE);
      case VERIFIER -> get(Parameter.MIN_VERIFIER_STAKE);
      case EVALUATOR -> get(Parameter.MIN_EVALUATOR_STAKE);
      case PEER -> 0;
    };
  }

  /** All values by name, in the order of {@link Parameter}. */
  public Map<Parameter, Long> values() {
    return values;
  }

  /** Everything that is wrong with these numbers. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    for (Parameter each : Parameter.values())
      if (get(each) < each.low() || get(each) > each.high())
        problems.add(
            "parameter %s is %d, expected %d to %d"
                .formatted(each.text(), get(each), each.low(), each.high()));
    ordered(problems, Parameter.MIN_MINERS, Parameter.MAX_MINERS);
    ordered(problems, Parameter.MIN_SUPERVISORS, Parameter.MAX_SUPERVISORS);
    ordered(problems, Parameter.MIN_EVALUATORS, Parameter.MAX_EVALUATORS);
    ordered(problems, Parameter.MIN_DRAWS, Parameter.MAX_DRAWS);
    long split =
        get(Parameter.WORKERS_SHARE)
            + get(Parameter.SUPERVISORS_SHARE)
            + get(Parameter.EVALUATORS_SHARE)
            + get(Parameter.VERIFIERS_SHARE);
    if (split != Amounts.PPM)
      problems.add(
          "the shares of workers, supervisors, evaluators and verifiers sum to "
              + split
              + " ppm, expected "
              + Amounts.PPM);
    return problems;
  }

  private void ordered(List<String> problems, Parameter low, Parameter high) {
    if (get(low) > get(high))
      problems.add(
          "parameter %s is %d, over %s, which is %d"
              .formatted(low.text(), get(low), high.text(), get(high)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters parameters && values.equals(parameters.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Parameters" + values;
  }
}
