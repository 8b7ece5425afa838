package io.pouw.learning;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.kernel.ThreadTeam;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Small fixed trainings, over all layers, losses, optimisers and servers, whose results every
 * machine and JVM must reproduce. Shapes are no multiples of any block.
 */
final class GoldenTraining {
  static final Hash SEED = Hash.sha256("golden".getBytes(StandardCharsets.US_ASCII));

  private static final String SOFTMAX = "softmax_cross_entropy";
  private static final String SGD = "{'type':'sgd','learning_rate':0.05}";
  private static final String MOMENTUM = "{'type':'momentum','learning_rate':0.05,'momentum':0.9}";

  private GoldenTraining() {}

  /**
   * Prints the name and the SHA-256 of each final state, computed by the fastest path of this JVM.
   *
   * @param arguments the number of threads
   */
  public static void main(String[] arguments) {
    Team team = new ThreadTeam(Integer.parseInt(arguments[0]));
    System.out.println(KernelPath.fastest());
    hashes(() -> KernelPath.fastest().newKernels(team))
        .forEach((name, hash) -> System.out.println(name + " " + hash));
  }

  static Map<String, String> hashes(Supplier<Kernels> kernels) {
    Map<String, String> hashes = new LinkedHashMap<>();
    specs().forEach((name, spec) -> hashes.put(name, Hash.sha256(train(spec, kernels)).toString()));
    return hashes;
  }

  private static Map<String, ModelSpec> specs() {
    String deep = "{'type':'dense','units':37,'activation':'relu'},{'type':'dense','units':5}";
    String norm =
        "{'type':'dense','units':11},{'type':'layer_norm'},{'type':'dropout','rate':0.3},"
            + "{'type':'dense','units':5}";
    String images =
        "{'type':'conv2d','filters':6,'kernel':3,'padding':'same','activation':'relu'},"
            + "{'type':'max_pool','size':2},"
            + "{'type':'residual','layers':[{'type':'conv2d','filters':6,'kernel':3,"
            + "'padding':1,'activation':'relu'},{'type':'conv2d','filters':6,'kernel':1}]},"
            + "{'type':'activation','activation':'relu'},"
            + "{'type':'conv2d','filters':7,'kernel':2,'stride':2},"
            + "{'type':'average_pool','size':2},{'type':'flatten'},{'type':'dense','units':5}";
    String transformer =
        "{'type':'embedding','vocabulary':5,'units':12,'positions':true},"
            + "{'type':'residual','layers':[{'type':'layer_norm'},"
            + "{'type':'attention','heads':3}]},"
            + "{'type':'residual','layers':[{'type':'layer_norm'},"
            + "{'type':'dense','units':20,'activation':'relu'},{'type':'dense','units':12}]},"
            + "{'type':'layer_norm'},{'type':'dense','units':5}";
    String bag = "{'type':'embedding_bag','vocabulary':50,'units':9},{'type':'dense','units':5}";
    Map<String, ModelSpec> specs = new LinkedHashMap<>();
    specs.put("dense-sgd", spec("[300]", deep, SGD));
    specs.put("dense-momentum", spec("[300]", deep, MOMENTUM));
    specs.put("norm-dropout", spec("[17]", norm, MOMENTUM));
    String curves =
        "{'type':'dense','units':13,'activation':'gelu'},{'type':'dense','units':12,"
            + "'activation':'tanh'},{'type':'dense','units':11,'activation':'sigmoid'},"
            + "{'type':'dense','units':5}";
    String clipped = ",'gradient_clipping':{'norm':0.5}";
    String scheduled =
        ",'schedule':{'type':'cosine','rounds':3,'warmup_rounds':1},"
            + "'gradient_clipping':{'value':0.01}";
    specs.put(
        "nesterov",
        spec("[17]", curves, "{'type':'nesterov','learning_rate':0.1,'momentum':0.9}" + clipped));
    specs.put("adam", spec("[17]", curves, "{'type':'adam','learning_rate':0.01}" + scheduled));
    specs.put("adamw", spec("[17]", curves, "{'type':'adamw','learning_rate':0.01}"));
    specs.put("images", spec("[2,9,10]", images, MOMENTUM));
    specs.put("transformer", spec("[7]", transformer, SGD));
    specs.put("bag", spec("[13]", bag, SGD));
    String mean = "'slots':2,'aggregation':'mean'";
    String one = "{'type':'dense','units':37,'activation':'relu'},{'type':'dense','units':1}";
    specs.put("squared-error", spec("[17]", one, MOMENTUM, "mean_squared_error", 5, mean));
    specs.put("yes-or-no", spec("[17]", one, MOMENTUM, "binary_cross_entropy", 2, mean));
    String adam = "{'type':'adamw','learning_rate':0.01}" + clipped;
    String gradients =
        "'mode':'gradient','worker_momentum':0.5,'slots':5,'aggregation':"
            + "{'type':'centred_clipping','byzantine':1,'iterations':2,'bucketing':2}";
    specs.put("gradient-clipping", spec("[17]", curves, adam, SOFTMAX, 5, gradients));
    String server =
        "'server_optimizer':{'type':'nesterov','learning_rate':0.5,'momentum':0.9},'slots':3,"
            + "'aggregation':{'type':'geometric_median','byzantine':1}";
    specs.put("server-nesterov", spec("[17]", curves, SGD, SOFTMAX, 5, server));
    return specs;
  }

  private static ModelSpec spec(String shape, String layers, String optimizer) {
    return spec(shape, layers, optimizer, SOFTMAX, 5, "'slots':2,'aggregation':'mean'");
  }

  private static ModelSpec spec(
      String shape, String layers, String optimizer, String loss, int classes, String rounds) {
    int features = 1;
    for (String part : shape.substring(1, shape.length() - 1).split(",", -1))
      features *= Integer.parseInt(part);
    String json =
        """
        {"dataset": {"format": "csv", "classes": %d, "features": %d, "shape": %s, "scale": 255},
         "layers": [%s], "loss": "%s", "optimizer": %s,
         "batch_size": 5, "local_steps": 2, %s, "rounds": 2, "checkpoint_rounds": 2,
         "min_accuracy": 0, "seed": "golden"}
        """
            .formatted(classes, features, shape, layers, loss, optimizer, rounds)
            .replace('\'', '"');
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] train(ModelSpec spec, Supplier<Kernels> kernels) {
    Model model = Model.of(spec, kernels);
    var data = new Pattern(spec.layers().getFirst().input(), spec.dataset().classes());
    Training training = new Training(model, data, SEED);
    byte[] state = model.init(SEED);
    for (int round = 0; round < training.rounds(); round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < spec.slots(); slot++)
        updates.add(training.work(state, round, slot));
      state = model.combine(state, CombineRound.of(SEED, round), updates);
    }
    return state;
  }

  /** Values from a linear congruential generator, brighter where they tell of the class. */
  private record Pattern(Shape shape, int classes) implements Dataset {
    private static final int STRIPES = 5;

    @Override
    public int rows() {
      return 23;
    }

    @Override
    public int features() {
      return shape.size();
    }

    @Override
    public int targets() {
      // A width of 7 tokens is the language model, which has a target for each.
      return shape instanceof Shape.Tokens(int length) && length == 7 ? length : 1;
    }

    @Override
    public void copyRow(int row, float[] into, int at) {
      int random = row * 7_919 + 1;
      for (int i = 0; i < features(); i++) {
        random = random * 1_664_525 + 1_013_904_223;
        int bright = i % STRIPES == row % STRIPES ? 100 : 0;
        int value = (random >>> 25) + bright;
        into[at + i] = shape instanceof Shape.Tokens ? value % 6 - 1 : value / 256f;
      }
    }

    @Override
    public void copyTargets(int row, float[] into, int at) {
      for (int i = 0; i < targets(); i++) into[at + i] = (row + i) % classes;
    }
  }
}
