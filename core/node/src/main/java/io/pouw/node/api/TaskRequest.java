package io.pouw.node.api;

import java.util.Map;

/**
 * A task to submit with the node's own key.
 *
 * @param taskType name of a task type
 * @param spec JSON, UTF-8, as the task type reads it
 * @param dataset what to train and to test on
 * @param reward base units
 * @param fee base units
 * @param deadlineBlocks blocks within which it must settle
 */
public record TaskRequest(
    String taskType, byte[] spec, Dataset dataset, long reward, long fee, long deadlineBlocks) {

  /** Where the data comes from. */
  public sealed interface Dataset {
    /** A data set that the node has, by name. */
    record Named(String name) implements Dataset {}

    /** The files themselves, by part name. */
    record Parts(Map<String, byte[]> training, Map<String, byte[]> test) implements Dataset {
      public Parts {
        training = Map.copyOf(training);
        test = Map.copyOf(test);
      }
    }
  }
}
