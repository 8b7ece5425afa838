package io.pouw.plugin;

/**
 * What the states of a task give away of one example in its training data, at most: so far they are
 * (epsilon, delta)-differentially private towards examples added or taken away.
 *
 * @param steps noised steps that the figure covers
 * @param samplingRate chance of an example to be in a step
 * @param noise standard deviation of the noise over the bound of an example's influence
 * @param proven whether examples are drawn as the accountant assumes; otherwise epsilon is the
 *     customary figure and no proof
 */
public record PrivacyLoss(
    long steps, double samplingRate, double noise, double delta, double epsilon, boolean proven) {}
