package io.pouw.node;

/** The version of this build. */
public final class Version {
  public static final String PRODUCT = "0.1.0";

  private Version() {}

  /** The product and its version, such as {@code pouw 0.1.0}. */
  public static String line() {
    return "pouw " + PRODUCT + " (Java " + Runtime.version() + ")";
  }
}
