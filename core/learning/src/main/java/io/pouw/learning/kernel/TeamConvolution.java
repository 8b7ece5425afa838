package io.pouw.learning.kernel;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * A convolution whose outputs are shared out among the threads of a team: forward and the input's
 * gradient by groups of examples, the weights' gradient by taps, that of the biases by filters. For
 * one caller at a time; allocates nothing after the first call for a shape.
 */
final class TeamConvolution implements Convolution {
  /** Convolutions with fewer multiply-adds are done before a second thread has woken up. */
  private static final long WORTH_SHARING = 1L << 18;

  private static final float[] NONE = {};
  private static final ConvolutionShape NO_SHAPE =
      new ConvolutionShape(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);

  private final Team team;
  private final List<PlannedConvolution> members;
  private final IntConsumer forward = this::forwardPart;
  private final IntConsumer backwardData = this::backwardDataPart;
  private final IntConsumer backwardWeights = this::backwardWeightsPart;
  private final IntConsumer backwardBiases = this::backwardBiasesPart;

  /** The arguments of the call that goes on: inputs and outputs, or their gradients. */
  private ConvolutionShape shape = NO_SHAPE;

  private float[] in = NONE;
  private float[] out = NONE;
  private float[] weights = NONE;
  private int weightsFrom;
  private float[] biases = NONE;
  private int biasesFrom;
  private boolean shared;

  TeamConvolution(Team team, List<PlannedConvolution> members) {
    this.team = team;
    this.members = List.copyOf(members);
  }

  @Override
  public void forward(
      ConvolutionShape shape,
      float[] in,
      float[] weights,
      int weightsFrom,
      float[] biases,
      int biasesFrom,
      float[] out) {
    set(shape, in, out, weights, weightsFrom, biases, biasesFrom);
    run(forward);
  }

  @Override
  public void backwardWeights(
      ConvolutionShape shape,
      float[] in,
      float[] outGradient,
      float[] weightGradient,
      int weightsFrom) {
    set(shape, in, outGradient, weightGradient, weightsFrom, NONE, 0);
    run(backwardWeights);
  }

  @Override
  public void backwardBiases(
      ConvolutionShape shape, float[] outGradient, float[] biasGradient, int biasesFrom) {
    set(shape, NONE, outGradient, NONE, 0, biasGradient, biasesFrom);
    run(backwardBiases);
  }

  @Override
  public void backwardData(
      ConvolutionShape shape,
      float[] outGradient,
      float[] weights,
      int weightsFrom,
      float[] inGradient) {
    set(shape, inGradient, outGradient, weights, weightsFrom, NONE, 0);
    run(backwardData);
  }

  private void set(
      ConvolutionShape newShape,
      float[] newIn,
      float[] newOut,
      float[] newWeights,
      int newWeightsFrom,
      float[] newBiases,
      int newBiasesFrom) {
    shape = newShape;
    in = newIn;
    out = newOut;
    weights = newWeights;
    weightsFrom = newWeightsFrom;
    biases = newBiases;
    biasesFrom = newBiasesFrom;
  }

  private void run(IntConsumer part) {
    shared = (long) shape.outputs() * shape.taps() >= WORTH_SHARING;
    if (shared) team.run(part);
    else part.accept(0);
  }

  /** Where a member's share begins: all is that of the first if it is not worth sharing. */
  private int bound(int things, int grain, int member) {
    if (!shared) return member == 0 ? 0 : things;
    return team.bound(things, grain, member);
  }

  private void forwardPart(int member) {
    int from = bound(shape.batch(), PlaneTile.LANES, member);
    int to = bound(shape.batch(), PlaneTile.LANES, member + 1);
    if (from < to)
      members
          .get(member)
          .forward(shape, in, weights, weightsFrom, biases, biasesFrom, out, from, to);
  }

  private void backwardDataPart(int member) {
    int from = bound(shape.batch(), PlaneTile.LANES, member);
    int to = bound(shape.batch(), PlaneTile.LANES, member + 1);
    if (from < to) members.get(member).backwardData(shape, out, weights, weightsFrom, in, from, to);
  }

  private void backwardWeightsPart(int member) {
    PlannedConvolution own = members.get(member);
    int grain = own.tapGrain(shape);
    int from = bound(shape.taps(), grain, member);
    int to = bound(shape.taps(), grain, member + 1);
    if (from < to) own.backwardWeights(shape, in, out, weights, weightsFrom, from, to);
  }

  private void backwardBiasesPart(int member) {
    int from = bound(shape.filters(), 1, member);
    int to = bound(shape.filters(), 1, member + 1);
    if (from < to) members.get(member).backwardBiases(shape, out, biases, biasesFrom, from, to);
  }
}
