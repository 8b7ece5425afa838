package io.pouw.learning.spec;

import java.util.List;

/**
 * What the data looks like.
 *
 * @param classes labels are 0 to {@code classes - 1}
 * @param features values of one row
 * @param shape the same as dimensions, such as 28 x 28; their product is {@code features}
 * @param scale the value that becomes 1: a model sees {@code value * (1f / scale)}
 */
public record DatasetSpec(
    Format format, int classes, int features, List<Integer> shape, float scale) {
  /** How the bytes are to be read. */
  public enum Format {
    /** Two IDX files of unsigned bytes, images and labels, gzip or not. */
    IDX,
    /** One file of comma-separated whole numbers, the label last, no header, gzip or not. */
    CSV
  }

  public DatasetSpec {
    shape = List.copyOf(shape);
  }
}
