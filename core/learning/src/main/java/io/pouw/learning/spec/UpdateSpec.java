package io.pouw.learning.spec;

import io.pouw.learning.encoding.EncodingSpec;
import io.pouw.learning.privacy.PrivacySpec;
import java.util.Optional;

/**
 * How a task's updates are made and written.
 *
 * @param encoding in a specification {@code update_encoding}: {@code "float32"}, {@code
 *     "bfloat16"}, {@code "int8"}, or {@code {"type": "top_k", "share": 0.01, "values": "bfloat16",
 *     "restart": 8}}
 * @param privacy in a specification {@code privacy}: {@code {"clip": 1.0, "noise": 1.1, "delta":
 *     1e-5, "sampling": "poisson"}}
 */
public record UpdateSpec(EncodingSpec encoding, Optional<PrivacySpec> privacy) {
  /** Every change as float32, without noise. */
  public static final UpdateSpec PLAIN = new UpdateSpec(new EncodingSpec.Full(), Optional.empty());

  /** Why a task whose units are done again by others cannot have such updates; empty if it can. */
  public Optional<String> problemIfVerified() {
    return encoding instanceof EncodingSpec.TopK && privacy.isPresent()
        ? Optional.of(
            "$.privacy: a unit with top_k is done again with those of its slot before it, which"
                + " would show the secrets of their noise; expected float32, bfloat16 or int8, or"
                + " a federated task")
        : Optional.empty();
  }
}
