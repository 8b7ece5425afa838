package io.pouw.learning.federated;

import io.pouw.learning.Evaluation;
import io.pouw.primitives.Hash;

/**
 * How a trial ended.
 *
 * @param evaluation of the final model on the test data
 * @param dropped updates that were left out since they were not finite, over all rounds
 * @param stateSha256 of the final parameters as float32, little-endian
 */
public record TrialResult(Evaluation evaluation, long dropped, Hash stateSha256) {}
