package io.pouw.work;

import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitComputation;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a machine does units: from their state alone, or, where the program's units hang together,
 * with those of the slot before it. Of these it does the ones that it has not done already, one
 * after the other, holding one state at a time.
 */
final class Workbench {
  /** A unit of a task and the name of the state from which it is to be done. */
  record Piece(Hash task, UnitId unit, BlobId input) {}

  /**
   * What a unit is done with.
   *
   * @param recipe empty if it can be done here only
   * @param secret empty if the program needs none
   * @param sources who may have earlier states
   */
  record Means(
      Optional<TaskRecipe> recipe,
      TaskProgram program,
      byte[] state,
      Optional<UnitSecret> secret,
      List<Address> sources) {
    UnitComputation computation(UnitId unit, BlobId input, Function<byte[], Object> product) {
      return new UnitComputation(recipe, program, input, state, unit, secret, product);
    }
  }

  private final Desk desk;
  private final Purpose purpose;
  private final ChainMemory memory = new ChainMemory();

  Workbench(Desk desk, Purpose purpose) {
    this.desk = desk;
    this.purpose = purpose;
  }

  /** Forgets what units of all other tasks have left. */
  void retain(Set<Hash> tasks) {
    memory.retain(tasks);
  }

  /**
   * Does a unit; one of the steps is called with the outcome on a later input.
   *
   * @param product made of the update off the machine's thread
   */
  <T> void work(
      Piece piece,
      Means means,
      Class<T> kind,
      Function<byte[], T> product,
      Consumer<T> done,
      Consumer<String> failed) {
    Optional<UnitChain> chain = means.program().chain();
    if (chain.isPresent()) {
      new Chain<>(chain.get(), piece, means, kind, product, done, failed).start();
      return;
    }
    desk.compute(
        purpose,
        kind,
        means.computation(piece.unit(), piece.input(), product::apply),
        done,
        failed);
  }

  /** A link of a chain as it comes back from its computation. */
  private record Done<T>(T product, byte[] left) {}

  /** The units of one slot from the last known one to the wanted one. */
  private final class Chain<T> {
    private static final byte[] NOTHING = {};

    private final UnitChain chain;
    private final Piece piece;
    private final Means means;
    private final Class<T> kind;
    private final Function<byte[], T> product;
    private final Consumer<T> done;
    private final Consumer<String> failed;
    private final List<BlobId> states = new ArrayList<>();
    private int first;

    Chain(
        UnitChain chain,
        Piece piece,
        Means means,
        Class<T> kind,
        Function<byte[], T> product,
        Consumer<T> done,
        Consumer<String> failed) {
      this.chain = chain;
      this.piece = piece;
      this.means = means;
      this.kind = kind;
      this.product = product;
      this.done = done;
      this.failed = failed;
    }

    void start() {
      try {
        states.addAll(chain.earlier(means.state()));
      } catch (IllegalArgumentException e) {
        failed.accept(String.valueOf(e.getMessage()));
        return;
      }
      first = piece.unit().round() - states.size();
      if (first < 0) {
        failed.accept("the state before %s names %d others".formatted(piece.unit(), states.size()));
        return;
      }
      for (int link = states.size() - 1; link >= 0; link--) {
        Optional<byte[]> left = memory.left(piece.task(), unit(link), states.get(link));
        if (left.isPresent()) {
          follow(link + 1, left.get());
          return;
        }
      }
      follow(0, NOTHING);
    }

    private UnitId unit(int link) {
      return new UnitId(first + link, piece.unit().slot());
    }

    private void follow(int link, byte[] left) {
      if (link == states.size()) finish(left);
      else
        desk.fetch(
            states.get(link), means.sources(), state -> passThrough(link, state, left), failed);
    }

    private void passThrough(int link, byte[] state, byte[] left) {
      desk.compute(
          purpose,
          UnitChain.Link.class,
          () -> chain.work(state, unit(link), left),
          next -> {
            memory.keep(piece.task(), unit(link), states.get(link), next.left());
            follow(link + 1, next.left());
          },
          failed);
    }

    private void finish(byte[] left) {
      desk.compute(
          purpose,
          Done.class,
          () -> {
            UnitChain.Link last = chain.work(means.state(), piece.unit(), left);
            return new Done<>(product.apply(last.update()), last.left());
          },
          last -> {
            memory.keep(piece.task(), piece.unit(), piece.input(), last.left());
            done.accept(kind.cast(last.product()));
          },
          failed);
    }
  }
}
