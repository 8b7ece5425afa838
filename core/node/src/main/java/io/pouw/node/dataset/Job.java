package io.pouw.node.dataset;

/**
 * A task that comes with the product, whole: what to compute, and on what.
 *
 * @param taskType name of its task type, such as {@code neural}
 */
public record Job(String taskType, Dataset dataset) {}
