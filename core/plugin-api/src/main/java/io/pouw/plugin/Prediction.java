package io.pouw.plugin;

import java.util.List;

/**
 * What a model says of one input.
 *
 * @param label the class with the highest score
 * @param scores one a class, summing to about 1
 */
public record Prediction(int label, List<Float> scores) {}
