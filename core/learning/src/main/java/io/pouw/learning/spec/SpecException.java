package io.pouw.learning.spec;

import java.util.List;

/** A specification that cannot be used; holds everything that is wrong with it. */
public final class SpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public SpecException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem as one line: its JSON path, what stands there, what was expected. */
  public List<String> problems() {
    return problems;
  }
}
