package io.pouw.task.tribuo.spec;

/** How the model is made. */
public sealed interface Algorithm {
  /** As a spec writes it. */
  String word();

  /** Whether numbers are centred and divided by their standard deviation first. */
  boolean scales();

  /**
   * Decision trees, grown by CART (L. Breiman et al., 1984) with the Gini impurity or the squared
   * error; from more than one tree the majority, or the mean.
   *
   * @param forest whether each tree sees a bootstrap sample and a draw of features at each split
   *     (L. Breiman, "Random forests", 2001); without, there is one tree, of all rows and features
   * @param treesPerUnit trees that a unit grows; 1 without a forest
   * @param maxDepth splits from root to leaf, 1 to 64
   * @param minSplitRows a node of fewer rows is a leaf
   * @param featuresPerSplit 0 for the square root of their number in a classification, a third in a
   *     regression
   */
  record Trees(
      boolean forest, int treesPerUnit, int maxDepth, int minSplitRows, int featuresPerSplit)
      implements Algorithm {
    @Override
    public String word() {
      return forest ? "random_forest" : "cart";
    }

    @Override
    public boolean scales() {
      return false;
    }
  }

  /** What a linear model is fitted by. */
  enum LinearLoss {
    /** Softmax cross-entropy: logistic regression. */
    LOGISTIC(TaskKind.CLASSIFICATION),
    /** Distance from the right side of the margin: a linear support vector machine. */
    HINGE(TaskKind.CLASSIFICATION),
    /** Half the squared error: least squares. */
    SQUARED(TaskKind.REGRESSION),
    /** Squared near zero, absolute beyond 5 standard deviations: robust against outliers. */
    HUBER(TaskKind.REGRESSION),
    /** The absolute error: fits the median. */
    ABSOLUTE(TaskKind.REGRESSION);

    private final TaskKind kind;

    LinearLoss(TaskKind kind) {
      this.kind = kind;
    }

    public TaskKind kind() {
      return kind;
    }
  }

  /** Steps of a unit's descent. */
  enum Descent {
    SGD,
    ADAGRAD
  }

  /**
   * A linear model by stochastic gradient descent: a unit makes steps from the round's weights, the
   * round's result is the mean over its slots.
   *
   * @param learningRate of round 0
   * @param decay factor of the learning rate from round to round
   * @param batchSize rows of one step
   * @param localSteps steps of one unit
   */
  record LinearModel(
      LinearLoss loss,
      Descent descent,
      double learningRate,
      double decay,
      int batchSize,
      int localSteps)
      implements Algorithm {
    @Override
    public String word() {
      return "linear_model";
    }

    @Override
    public boolean scales() {
      return true;
    }
  }

  /**
   * Lloyd's algorithm from a k-means++ start (D. Arthur, S. Vassilvitskii, SODA 2007): a round is
   * an iteration, a unit the sums over its share of the rows.
   *
   * @param clusters 2 to 1,024
   */
  record KMeans(int clusters) implements Algorithm {
    @Override
    public String word() {
      return "k_means";
    }

    @Override
    public boolean scales() {
      return true;
    }
  }

  /** How alike two rows are. */
  enum Kernel {
    /** x y. */
    LINEAR,
    /** (gamma x y + coef0)^degree. */
    POLYNOMIAL,
    /** e^(-gamma |x - y|^2). */
    RBF
  }

  /**
   * One-class support vector machines (B. Schoelkopf et al., 2001), each on a sample of the normal
   * rows; a row is an anomaly if their mean decision is negative.
   *
   * @param nu bound on the share of sampled rows that lie outside
   * @param gamma 0 for 1 over the number of features
   * @param degree of the polynomial kernel
   * @param coef0 of the polynomial kernel
   * @param sampleRows rows that a unit draws without replacement, all if there are fewer
   */
  record OneClassSvm(
      Kernel kernel, double nu, double gamma, int degree, double coef0, int sampleRows)
      implements Algorithm {
    @Override
    public String word() {
      return "one_class_svm";
    }

    @Override
    public boolean scales() {
      return true;
    }
  }
}
