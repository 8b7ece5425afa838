package io.pouw.learning.federated;

import io.pouw.learning.Evaluation;
import io.pouw.primitives.Hash;
import java.util.OptionalDouble;

/**
 * How a trial ended.
 *
 * @param evaluation of the final model on the test data
 * @param backdoorRate the share of the test rows of other classes that the model takes for the
 *     attacker's when they carry his trigger; empty without a backdoor
 * @param dropped updates that were left out since they were not finite, over all rounds
 * @param stateSha256 of the final parameters as float32, little-endian
 */
public record TrialResult(
    Evaluation evaluation, OptionalDouble backdoorRate, long dropped, Hash stateSha256) {}
