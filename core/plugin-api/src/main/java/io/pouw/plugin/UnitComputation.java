package io.pouw.plugin;

import io.pouw.primitives.BlobId;
import java.util.Optional;
import java.util.function.Function;

/**
 * The computation of one unit. A host may run it like any other, or have the update made somewhere
 * else by the recipe and bring it to {@link #productOf}: the bytes are the same.
 *
 * @param recipe empty if the unit can be done here only
 * @param program the task's, open
 * @param input names {@code state}
 * @param state the state before the unit's round
 * @param secret empty if the program needs none
 * @param product what the machine wants to have of the update
 */
public record UnitComputation(
    Optional<TaskRecipe> recipe,
    TaskProgram program,
    BlobId input,
    byte[] state,
    UnitId unit,
    Optional<UnitSecret> secret,
    Function<byte[], Object> product)
    implements RoleEffect.Computation {

  /** Does the unit here: the expensive part. */
  public byte[] update() {
    return secret.isPresent() ? program.work(state, unit, secret.get()) : program.work(state, unit);
  }

  /** What the machine waits for, of an update that was made anywhere. */
  public Object productOf(byte[] update) {
    return product.apply(update);
  }

  @Override
  public Object run() {
    return productOf(update());
  }
}
