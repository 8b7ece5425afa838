package io.pouw.learning;

/**
 * A state of a task: what is trained, and what the server remembers from round to round. As bytes
 * all of it is float32, little-endian, in this order; so a task whose server remembers nothing has
 * the parameters alone, and the parameters come first in every task's. Behind the numbers a
 * verified task with top-k updates has names of earlier states, {@link Model#earlierStates}.
 *
 * @param parameters layer by layer (a dense layer: weights, inputs x units, row by row, then
 *     biases)
 * @param ruleMemory of the rule of aggregation, such as the centre of centred clipping; zeros
 *     before round 0
 * @param momenta of the workers, slot by slot, of one number a parameter each; zeros before round 0
 * @param moments of the server's optimiser, one after the other; zeros before round 0
 */
public record ModelState(
    float[] parameters, float[] ruleMemory, float[] momenta, float[] moments) {}
