package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Schema;
import io.pouw.task.tribuo.table.Table;

/** The algorithm that a spec names. */
public final class Methods {
  private Methods() {}

  /**
   * For training.
   *
   * @param seed the task's effective seed
   * @throws IllegalArgumentException if spec and table do not fit, or are too much, with the reason
   */
  public static Method of(TribuoSpec spec, Schema schema, Table table, Hash seed) {
    return switch (spec.algorithm()) {
      case Algorithm.Trees trees -> new ForestMethod(spec, trees, schema, table, seed);
      case Algorithm.LinearModel model -> new LinearMethod(spec, model, schema, table, seed);
      case Algorithm.KMeans model -> new KMeansMethod(spec, model, table, seed);
      case Algorithm.OneClassSvm model -> new SvmMethod(spec, model, table, seed);
    };
  }

  /**
   * For use: what a body says.
   *
   * @throws io.pouw.primitives.CodecException if it is none of this spec and schema
   */
  public static Predictor predictor(TribuoSpec spec, Schema schema, byte[] body) {
    int features = schema.width();
    return switch (spec.algorithm()) {
      case Algorithm.Trees _ -> Forest.decode(body, features, schema.labels().size());
      case Algorithm.LinearModel model -> LinearMethod.read(body, model, schema);
      case Algorithm.KMeans model -> KMeansMethod.read(body, model.clusters(), features);
      case Algorithm.OneClassSvm model ->
          Boundaries.decode(body, Bounds.SVM_SAMPLE, features, new KernelFunction(model, features));
    };
  }

  /** Reads an update to its end and forgets it. */
  public static void check(Method method, byte[] update) {
    method.check(new Decoder(update));
  }
}
