package io.pouw.learning;

import java.util.List;

/**
 * What a model says of one input.
 *
 * @param label the most probable class, of equals the first
 * @param probabilities one a class
 */
public record Classification(int label, List<Float> probabilities) {}
