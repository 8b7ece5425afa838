package io.pouw.node.model;

import java.util.List;

/**
 * Makes a picture of a sign into the input of a model that was trained on MNIST or its like: light
 * on dark, cropped, scaled with its aspect kept, centred. MNIST (Y. LeCun, C. Cortes, C. Burges)
 * fits a digit into 20 x 20 pixels and puts its centre of mass into the middle of 28 x 28; other
 * large shapes are treated alike. Fields of up to {@value #FULL_FIELD} rows (UCI digits, 8 x 8) are
 * filled from edge to edge, as that set is.
 *
 * <p>A picture that already has the model's shape and a black frame is taken as it is.
 */
final class ImageInput {
  private static final int FULL_FIELD = 16;
  private static final float LEAST_CONTRAST = 0.1f;
  private static final float INK = 0.2f;

  private ImageInput() {}

  /**
   * The values in [0, 1], row by row.
   *
   * @param shape of the model's input, height and width
   * @throws BadInputException if the model does not take pictures, or nothing is drawn on this one
   */
  static float[] of(Raster picture, List<Integer> shape) {
    List<Integer> field = shape.stream().filter(each -> each != 1).toList();
    if (field.size() != 2)
      throw new BadInputException(
          "the model takes inputs of shape " + shape + ", expected height and width of a picture");
    int height = field.get(0);
    int width = field.get(1);
    if (picture.width() == width && picture.height() == height && picture.background() == 0)
      return picture.values();
    return fitted(lightOnDark(picture), width, height).values();
  }

  private static Raster lightOnDark(Raster picture) {
    Raster light = picture.background() > 0.5f ? picture.inverted() : picture;
    float dark = light.background();
    float max = light.max();
    if (max - dark < LEAST_CONTRAST)
      throw new BadInputException(
          "the image is blank: nothing on it stands out from its background");
    return light.stretched(dark, max);
  }

  private static Raster fitted(Raster light, int width, int height) {
    Raster ink = light.croppedTo(INK);
    boolean full = height <= FULL_FIELD;
    int boxWidth = full ? width : Math.round(width * 20 / 28f);
    int boxHeight = full ? height : Math.round(height * 20 / 28f);
    double scale = Math.min((double) boxWidth / ink.width(), (double) boxHeight / ink.height());
    Raster scaled =
        ink.scaledTo(
            Math.max(1, (int) Math.round(ink.width() * scale)),
            Math.max(1, (int) Math.round(ink.height() * scale)));
    double middleX = full ? scaled.width() / 2.0 : scaled.centreX();
    double middleY = full ? scaled.height() / 2.0 : scaled.centreY();
    return scaled.placedIn(
        width,
        height,
        (int) Math.round(width / 2.0 - middleX),
        (int) Math.round(height / 2.0 - middleY));
  }
}
