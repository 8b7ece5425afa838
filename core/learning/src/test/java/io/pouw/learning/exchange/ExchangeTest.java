package io.pouw.learning.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pouw.learning.Model;
import io.pouw.learning.data.ArrayRows;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.NpyFormat;
import io.pouw.learning.data.NpzFormat;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeTest {
  private static final int ROWS = 7;
  private static final int CLASSES = 3;
  private static final long SEED = 20_261_121;
  private static final double TOLERANCE = 1e-4;

  private static final String VALUES = "{'format':'npy','classes':3,'features':72,'shape':[2,6,6]}";
  private static final String TEXT = "{'format':'text','alphabet':'abc','length':6}";
  private static final String BAGS =
      "{'format':'labelled_text','labels':['a','b','c'],'buckets':5,'length':8}";
  private static final String END = "{'type':'flatten'},{'type':'dense','units':3}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        VALUES + "| {'type':'dense','units':9,'activation':'relu'},{'type':'dense','units':3}",
        VALUES + "| {'type':'dense','units':9,'activation':'gelu'},{'type':'dense','units':3}",
        VALUES + "| {'type':'dense','units':9,'activation':'tanh'},{'type':'dense','units':3}",
        VALUES + "| {'type':'dense','units':9,'activation':'sigmoid'},{'type':'dense','units':3}",
        VALUES + "| {'type':'layer_norm'},{'type':'dropout','rate':0.5},{'type':'dense','units':3}",
        VALUES
            + "| {'type':'conv2d','filters':4,'kernel':3,'stride':2,'padding':1,'activation':'relu'},"
            + END,
        VALUES + "| {'type':'max_pool','size':2}," + END,
        VALUES + "| {'type':'average_pool','size':3,'stride':1}," + END,
        VALUES
            + "| {'type':'conv2d','filters':3,'kernel':3,'padding':'same'},"
            + "{'type':'residual','layers':[{'type':'conv2d','filters':3,'kernel':3,'padding':'same'},"
            + "{'type':'activation','activation':'relu'}]},"
            + END,
        TEXT
            + "| {'type':'embedding','vocabulary':3,'units':4,'positions':true},"
            + "{'type':'residual','layers':[{'type':'layer_norm'},{'type':'attention','heads':2}]},"
            + "{'type':'dense','units':3}",
        BAGS + "| {'type':'embedding_bag','vocabulary':5,'units':6},{'type':'dense','units':3}",
      })
  void onnxRuntimeReproducesOurOutputs(String dataset, String layers) throws OrtException {
    ModelSpec spec = spec(dataset, layers);
    Model model = Model.of(spec, KernelPath.fastest());
    byte[] state = state(model);
    Map<String, String> provenance = new LinkedHashMap<>(Map.of("task", "t1"));
    byte[] onnx = OnnxExport.write(spec.layers(), state, new LinkedHashMap<>(provenance));
    Dataset data = data(spec);
    var environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx, new OrtSession.SessionOptions())) {
      assertEquals(Map.of("task", "t1"), session.getMetadata().getCustomMetadata());
      try (OnnxTensor input = input(environment, spec, data);
          OrtSession.Result result = session.run(Map.of("input", input))) {
        FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
        assertEquals(loss(scores, data), model.evaluate(state, data).meanLoss(), TOLERANCE);
        compareFirst(scores, model, state, data);
      }
    }
  }

  /** Held against the probabilities of every class for the first position of each row. */
  private static void compareFirst(FloatBuffer scores, Model model, byte[] state, Dataset data) {
    float[] features = new float[data.features()];
    int positions = data.targets();
    for (int row = 0; row < ROWS; row++) {
      data.copyRow(row, features, 0);
      List<Float> ours = model.classify(state, features).probabilities();
      double sum = 0;
      int from = row * positions * CLASSES;
      for (int c = 0; c < CLASSES; c++) sum += Math.exp(scores.get(from + c));
      for (int c = 0; c < CLASSES; c++)
        assertEquals(Math.exp(scores.get(from + c)) / sum, ours.get(c), TOLERANCE);
    }
  }

  private static double loss(FloatBuffer scores, Dataset data) {
    float[] targets = new float[data.targets()];
    double loss = 0;
    int at = 0;
    for (int row = 0; row < ROWS; row++) {
      data.copyTargets(row, targets, 0);
      for (float target : targets) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) sum += Math.exp(scores.get(at + c));
        loss += Math.log(sum) - scores.get(at + (int) target);
        at += CLASSES;
      }
    }
    return loss / (ROWS * targets.length);
  }

  private static OnnxTensor input(OrtEnvironment environment, ModelSpec spec, Dataset data)
      throws OrtException {
    float[] values = new float[ROWS * data.features()];
    for (int row = 0; row < ROWS; row++) data.copyRow(row, values, row * data.features());
    return switch (spec.layers().getFirst().input()) {
      case Shape.Image(int channels, int height, int width) ->
          OnnxTensor.createTensor(
              environment, FloatBuffer.wrap(values), new long[] {ROWS, channels, height, width});
      case Shape.Tokens _ -> {
        long[] tokens = new long[values.length];
        for (int i = 0; i < tokens.length; i++) tokens[i] = (long) values[i];
        yield OnnxTensor.createTensor(
            environment, LongBuffer.wrap(tokens), new long[] {ROWS, data.features()});
      }
      case Shape.Features _, Shape.Sequence _ ->
          OnnxTensor.createTensor(
              environment, FloatBuffer.wrap(values), new long[] {ROWS, data.features()});
    };
  }

  /** Random rows: real numbers, or tokens of which some are absent where the data can say so. */
  private static Dataset data(ModelSpec spec) {
    var random = new Random(SEED);
    boolean tokens = spec.dataset().tokens() > 0;
    float[] x = new float[ROWS * spec.dataset().features()];
    for (int i = 0; i < x.length; i++)
      x[i] = tokens ? random.nextInt(spec.dataset().tokens() + 1) - 1 : random.nextFloat();
    float[] y = new float[ROWS * spec.dataset().targets()];
    for (int i = 0; i < y.length; i++) y[i] = random.nextInt(CLASSES);
    return ArrayRows.read(
        NpyFormat.write(List.of(ROWS, spec.dataset().features()), x),
        NpyFormat.write(List.of(ROWS, spec.dataset().targets()), y),
        spec.dataset());
  }

  /** The initial state with every parameter changed, so that biases count. */
  private static byte[] state(Model model) {
    var random = new Random(SEED);
    byte[] state = model.init(Hash.sha256("exchange".getBytes(StandardCharsets.UTF_8)));
    ByteBuffer values = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < state.length; at += Float.BYTES)
      values.putFloat(at, values.getFloat(at) + 0.3f * random.nextFloat());
    return state;
  }

  @Test
  void weightsComeBackAsTheyWent() {
    ModelSpec spec = spec(VALUES, "{'type':'dense','units':9},{'type':'dense','units':3}");
    byte[] state = state(Model.of(spec));
    for (var layout : NumpyWeights.Layout.values()) {
      byte[] npz = NumpyWeights.write(spec.layers(), state, layout);
      assertArrayEquals(state, NumpyWeights.read(spec.layers(), npz, layout));
    }
  }

  @Test
  void torchHasItsMatricesTransposed() {
    ModelSpec spec = spec(VALUES, "{'type':'dense','units':3}");
    byte[] state = state(Model.of(spec));
    var ours = NpzFormat.read("ours", write(spec, state, NumpyWeights.Layout.POUW));
    var torch = NpzFormat.read("torch", write(spec, state, NumpyWeights.Layout.TORCH));
    assertEquals(List.of(72, 3), ours.firstEntry().getValue().shape());
    assertEquals(List.of(3, 72), torch.firstEntry().getValue().shape());
    assertEquals(
        ours.firstEntry().getValue().at(3 * 5 + 2), torch.firstEntry().getValue().at(72 * 2 + 5));
  }

  @Test
  void weightsThatDoNotFitAreAllNamed() {
    ModelSpec spec = spec(VALUES, "{'type':'dense','units':3}");
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("layer0.weight", NpyFormat.write(List.of(3, 72), new float[216]));
    arrays.put("head.bias", NpyFormat.write(List.of(3), new float[3]));
    byte[] npz = NpzFormat.write(arrays);
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> NumpyWeights.read(spec.layers(), npz, NumpyWeights.Layout.POUW));
    assertEquals(
        "weights: layer0.weight: has the shape [3, 72], expected [72, 3]; layer0.bias: is missing;"
            + " head.bias: there is no such tensor in the model",
        refusal.getMessage());
  }

  private static byte[] write(ModelSpec spec, byte[] state, NumpyWeights.Layout layout) {
    byte[] npz = NumpyWeights.write(spec.layers(), state, layout);
    assertArrayEquals(
        npz, NumpyWeights.write(spec.layers(), Arrays.copyOf(state, state.length + 8), layout));
    return npz;
  }

  private static ModelSpec spec(String dataset, String layers) {
    String json =
        """
        {'dataset':%s,'layers':[%s],'loss':'softmax_cross_entropy',
        'optimizer':{'type':'sgd','learning_rate':0.1},'batch_size':4,'local_steps':1,'slots':1,
        'rounds':1,'checkpoint_rounds':1,'aggregation':'mean','min_accuracy':0,'seed':'s'}
        """
            .formatted(dataset, layers)
            .replace('\'', '"');
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
