package io.pouw.learning.exchange;

import io.pouw.learning.data.NpyArray;
import io.pouw.learning.data.NpyFormat;
import io.pouw.learning.data.NpzFormat;
import io.pouw.learning.spec.LayerSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a state as a NumPy {@code .npz} file, one array a tensor, named as {@link
 * NamedTensor} says. A state is the parameters as float32, little-endian.
 */
public final class NumpyWeights {
  /** How matrices are laid out. */
  public enum Layout {
    /** inputs x outputs, as here and in Keras. */
    POUW,
    /** outputs x inputs, as {@code torch.nn.Linear} has them. */
    TORCH
  }

  private NumpyWeights() {}

  /**
   * Writes the parameters; always the same bytes for the same state. What follows them in the
   * state, such as an optimiser's memory, is left out.
   *
   * @throws IllegalArgumentException if the state is too short
   */
  public static byte[] write(List<LayerSpec> layers, byte[] state, Layout layout) {
    List<NamedTensor> tensors = NamedTensor.of(layers);
    float[] values = floats(tensors, state);
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    for (NamedTensor tensor : tensors) {
      float[] part = Arrays.copyOfRange(values, tensor.from(), tensor.from() + tensor.size());
      boolean turned = turned(tensor, layout);
      arrays.put(
          tensor.name(),
          NpyFormat.write(
              turned ? tensor.shape().reversed() : tensor.shape(),
              turned ? transposed(part, tensor.shape().get(0), tensor.shape().get(1)) : part));
    }
    return NpzFormat.write(arrays);
  }

  /**
   * Reads parameters that {@link #write} or another program wrote.
   *
   * @return the parameters as a state has them
   * @throws IllegalArgumentException naming everything that is missing, superfluous, of another
   *     shape, or not finite
   */
  public static byte[] read(List<LayerSpec> layers, byte[] npz, Layout layout) {
    Map<String, NpyArray> arrays = NpzFormat.read("weights", npz);
    List<NamedTensor> tensors = NamedTensor.of(layers);
    List<String> problems = new ArrayList<>();
    ByteBuffer state =
        ByteBuffer.wrap(new byte[Math.multiplyExact(parameters(tensors), Float.BYTES)])
            .order(ByteOrder.LITTLE_ENDIAN);
    for (NamedTensor tensor : tensors) {
      NpyArray array = arrays.get(tensor.name());
      List<Integer> shape =
          turned(tensor, layout) ? tensor.shape().reversed() : List.copyOf(tensor.shape());
      if (array == null) problems.add(tensor.name() + ": is missing");
      else if (!array.shape().equals(shape))
        problems.add(
            "%s: has the shape %s, expected %s".formatted(tensor.name(), array.shape(), shape));
      else put(tensor, array.toFloats(), layout, state, problems);
    }
    for (String name : arrays.keySet())
      if (tensors.stream().noneMatch(tensor -> tensor.name().equals(name)))
        problems.add(name + ": there is no such tensor in the model");
    if (!problems.isEmpty())
      throw new IllegalArgumentException("weights: " + String.join("; ", problems));
    byte[] bytes = new byte[state.position()];
    state.get(0, bytes);
    return bytes;
  }

  private static void put(
      NamedTensor tensor, float[] values, Layout layout, ByteBuffer state, List<String> problems) {
    float[] turned =
        turned(tensor, layout)
            ? transposed(values, tensor.shape().get(1), tensor.shape().get(0))
            : values;
    for (float value : turned) {
      if (!Float.isFinite(value)) {
        problems.add(tensor.name() + ": has the value " + value);
        return;
      }
      state.putFloat(value);
    }
  }

  static int parameters(List<NamedTensor> tensors) {
    return tensors.isEmpty() ? 0 : tensors.getLast().from() + tensors.getLast().size();
  }

  static float[] floats(List<NamedTensor> tensors, byte[] state) {
    float[] values = new float[parameters(tensors)];
    if (state.length < (long) values.length * Float.BYTES)
      throw new IllegalArgumentException(
          "the state has %d bytes, %d parameters need %d"
              .formatted(state.length, values.length, (long) values.length * Float.BYTES));
    ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static boolean turned(NamedTensor tensor, Layout layout) {
    return tensor.matrix() && layout == Layout.TORCH;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++)
      for (int column = 0; column < columns; column++)
        turned[column * rows + row] = values[row * columns + column];
    return turned;
  }
}
