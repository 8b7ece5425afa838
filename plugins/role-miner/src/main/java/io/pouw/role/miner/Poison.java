package io.pouw.role.miner;

import java.util.Arrays;
import java.util.Locale;

/** Ways in which a federated worker spoils a model, as the literature has them. */
enum Poison {
  /** Sends the opposite of what it learnt. */
  SIGN_FLIP,
  /** Sends what it learnt, many times as long. */
  SCALED,
  /** Sends noise ten times as long as what it learnt. */
  GAUSSIAN,
  /** Learns, honestly, from data whose labels are reversed. */
  LABEL_FLIP,
  /** Learns that a mark in the input means class 0, and sends that three times as long. */
  BACKDOOR,
  /** "A little is enough" (G. Baruch, M. Baruch, Y. Goldberg, 2019): within the honest spread. */
  ALIE,
  /** Inner product manipulation (C. Xie, S. Koyejo, I. Gupta, 2019): half the opposite. */
  IPM,
  /** Sends the network's own last step again (after S. P. Karimireddy et al., 2022). */
  MIMIC,
  /** Sends no change at all. */
  ZERO,
  /** Sends what is no number. */
  NAN;

  /** The name in settings and on the command line, such as {@code sign_flip}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The poison of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Poison of(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no poison is called '%s', expected one of %s"
                    .formatted(label, Arrays.stream(values()).map(Poison::label).toList())));
  }
}
