package io.pouw.learning.privacy;

/**
 * What an observer of all states of a training can learn of one example, at most: the training is
 * (epsilon, delta)-differentially private towards examples added or taken away.
 *
 * @param steps noised steps that the figure covers
 * @param samplingRate chance of an example to be in a step's batch
 * @param noise standard deviation of the noise over the clipping norm
 * @param epsilon by the conversion of Canonne, Kamath and Steinke
 * @param order Renyi order that gave it
 * @param classicEpsilon by Mironov's first conversion, which older figures use
 * @param classicOrder Renyi order that gave it
 */
public record PrivacyReport(
    long steps,
    double samplingRate,
    double noise,
    double delta,
    double epsilon,
    int order,
    double classicEpsilon,
    int classicOrder) {}
