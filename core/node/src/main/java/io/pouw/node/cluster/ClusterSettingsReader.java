package io.pouw.node.cluster;

/** placeholder so that javadoc links hold while the rest is written. */
final class ClusterSettingsReader {
  private ClusterSettingsReader() {}
}
