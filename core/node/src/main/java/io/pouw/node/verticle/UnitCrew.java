package io.pouw.node.verticle;

import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.UnitComputation;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Others who do units for this node: the members of its cluster. Thread-safe; never blocks. */
public interface UnitCrew {
  /** Nobody: the node does everything itself. */
  UnitCrew NOBODY =
      new UnitCrew() {
        @Override
        public void serveBlobs(Function<byte[], Future<byte[]>> blobs) {}

        @Override
        public Optional<Future<byte[]>> offer(UnitComputation unit, Purpose purpose) {
          return Optional.empty();
        }
      };

  /** How a request for a part of a blob of this node is answered. */
  void serveBlobs(Function<byte[], Future<byte[]>> blobs);

  /**
   * Has a unit done by somebody else.
   *
   * @return its update, of which the task's program has found nothing to object; it fails when
   *     nobody did the unit after all. Empty if nobody is there for such units, or nobody may do
   *     this one
   */
  Optional<Future<byte[]>> offer(UnitComputation unit, Purpose purpose);
}
