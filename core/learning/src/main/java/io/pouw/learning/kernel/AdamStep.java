package io.pouw.learning.kernel;

/**
 * The numbers of one step of Adam.
 *
 * @param rate the learning rate over 1 - beta1^t, for step t from 1
 * @param root 1 over the square root of 1 - beta2^t
 * @param keep what decay leaves of a weight: 1 - learning rate * decay; 1 for none
 */
public record AdamStep(
    float rate, float beta1, float beta2, float epsilon, float root, float keep) {}
