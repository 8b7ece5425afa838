package io.pouw.node.demo;

import java.util.Locale;

/**
 * Where a run stands, for the console.
 *
 * @param phase in words
 * @param loss mean training loss of the last closed round, NaN before the first
 * @param accuracy of the last checkpoint on the client's own test data, NaN before the first
 * @param finalityMs median time to finality so far, NaN before the first block
 * @param minted PAI as text
 */
record Progress(
    String phase,
    int round,
    int rounds,
    float loss,
    double accuracy,
    long height,
    long view,
    double finalityMs,
    long committed,
    long drawn,
    long verified,
    long rejected,
    String minted) {

  String lossText() {
    return Float.isNaN(loss) ? "-" : String.format(Locale.ROOT, "%.4f", loss);
  }

  String accuracyText() {
    return Double.isNaN(accuracy) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * accuracy);
  }

  String finalityText() {
    return Double.isNaN(finalityMs) ? "-" : String.format(Locale.ROOT, "%.1f ms", finalityMs);
  }
}
