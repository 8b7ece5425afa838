package io.pouw.node.dataset;

import java.util.Map;

/**
 * A data set as files by part name, training and test apart.
 *
 * @param spec the task spec that suits it, JSON
 */
public record Dataset(
    String name, Map<String, byte[]> training, Map<String, byte[]> test, byte[] spec) {}
