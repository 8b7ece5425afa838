package io.pouw.learning.spec;

import java.util.List;

/** One layer as the specification names it, with the shape that comes in. */
public sealed interface LayerSpec {
  Shape input();

  Shape output();

  /** Numbers that training adjusts. */
  default long parameters() {
    return 0;
  }

  /** Fused multiply-adds of the matrix products of one example, forward. */
  default long multiplyAdds() {
    return 0;
  }

  /** Numbers that one example needs in memory. */
  default long activations() {
    return output().size();
  }

  /**
   * Every output is a weighted sum of all inputs and a bias, then the activation; of a sequence,
   * position by position.
   */
  record Dense(Shape input, int units, Activation activation) implements LayerSpec {
    /** Values that go into one weighted sum. */
    public int inputs() {
      return input instanceof Shape.Sequence(int _, int width) ? width : input.size();
    }

    @Override
    public Shape output() {
      return input instanceof Shape.Sequence(int length, int _)
          ? new Shape.Sequence(length, units)
          : new Shape.Features(units);
    }

    @Override
    public long parameters() {
      return (inputs() + 1L) * units;
    }

    @Override
    public long multiplyAdds() {
      return (long) input.size() * units;
    }
  }

  /** A function of each value alone. */
  record Activate(Shape input, Activation activation) implements LayerSpec {
    @Override
    public Shape output() {
      return input;
    }
  }

  /** Each filter is a window of weights over all channels that moves over the image. */
  record Conv2d(Shape.Image input, int filters, Window window, Activation activation)
      implements LayerSpec {
    /** Values that go into one weighted sum. */
    public int inputs() {
      return input.channels() * window.size();
    }

    @Override
    public Shape.Image output() {
      return new Shape.Image(
          filters, window.outHeight(input.height()), window.outWidth(input.width()));
    }

    @Override
    public long parameters() {
      return (inputs() + 1L) * filters;
    }

    @Override
    public long multiplyAdds() {
      return (long) inputs() * output().size();
    }

    @Override
    public long activations() {
      long height = input.height() + 2L * window.padY();
      return output().size() + input.channels() * height * (input.width() + 2L * window.padX());
    }
  }

  /** Each window of each channel becomes one number. */
  record Pool(Shape.Image input, Kind kind, Window window) implements LayerSpec {
    /** Which number. */
    public enum Kind {
      MAX,
      AVERAGE
    }

    @Override
    public Shape.Image output() {
      return new Shape.Image(
          input.channels(), window.outHeight(input.height()), window.outWidth(input.width()));
    }
  }

  /** An image as plain values: channel by channel, row by row. */
  record Flatten(Shape.Image input) implements LayerSpec {
    @Override
    public Shape output() {
      return new Shape.Features(input.size());
    }
  }

  /** In training sets each value to zero with probability {@code rate} and scales the others up. */
  record Dropout(Shape input, float rate) implements LayerSpec {
    @Override
    public Shape output() {
      return input;
    }
  }

  /** Gives each vector mean 0 and variance 1, then scales and shifts each of its values. */
  record LayerNorm(Shape input, float epsilon) implements LayerSpec {
    public int width() {
      return input instanceof Shape.Sequence(int _, int width) ? width : input.size();
    }

    @Override
    public Shape output() {
      return input;
    }

    @Override
    public long parameters() {
      return 2L * width();
    }
  }

  /** A learned vector for each symbol, plus one for each position if {@code positions}. */
  record Embedding(Shape.Tokens input, int vocabulary, int units, boolean positions)
      implements LayerSpec {
    @Override
    public Shape output() {
      return new Shape.Sequence(input.length(), units);
    }

    @Override
    public long parameters() {
      return (vocabulary + (positions ? (long) input.length() : 0)) * units;
    }
  }

  /** The mean of the learned vectors of all symbols that are there. */
  record EmbeddingBag(Shape.Tokens input, int vocabulary, int units) implements LayerSpec {
    @Override
    public Shape output() {
      return new Shape.Features(units);
    }

    @Override
    public long parameters() {
      return (long) vocabulary * units;
    }
  }

  /** What comes in plus what the layers of the body make of it. */
  record Residual(Shape input, List<LayerSpec> body) implements LayerSpec {
    public Residual {
      body = List.copyOf(body);
    }

    @Override
    public Shape output() {
      return input;
    }

    @Override
    public long parameters() {
      return body.stream().mapToLong(LayerSpec::parameters).sum();
    }

    @Override
    public long multiplyAdds() {
      return body.stream().mapToLong(LayerSpec::multiplyAdds).sum();
    }

    @Override
    public long activations() {
      return 2L * input.size() + body.stream().mapToLong(LayerSpec::activations).sum();
    }
  }

  /** Multi-head causal self-attention: each position looks at itself and those before it. */
  record Attention(Shape.Sequence input, int heads) implements LayerSpec {
    @Override
    public Shape output() {
      return input;
    }

    @Override
    public long parameters() {
      long width = input.width();
      return 4 * width * (width + 1);
    }

    @Override
    public long multiplyAdds() {
      long length = input.length();
      long width = input.width();
      return 4 * length * width * width + 2 * length * length * width;
    }

    @Override
    public long activations() {
      return 5L * input.size() + (long) heads * input.length() * input.length();
    }
  }
}
