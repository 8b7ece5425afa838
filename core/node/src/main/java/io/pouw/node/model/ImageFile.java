package io.pouw.node.model;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads an image file (PNG, and whatever else the platform reads) to grey. The size in its header
 * is checked before a pixel is decoded, so that a small file cannot unpack to fill the memory.
 */
public final class ImageFile {
  public static final int MAX_BYTES = 16 << 20;
  static final long MAX_PIXELS = 16_000_000;

  private ImageFile() {}

  /**
   * Decodes to grey.
   *
   * @throws BadInputException if these bytes are no image, a broken one, or too large a one
   */
  static Raster read(byte[] file) {
    return grey(decode(file));
  }

  /**
   * Decodes to pixels.
   *
   * @throws BadInputException if these bytes are no image, a broken one, or too large a one
   */
  public static BufferedImage decode(byte[] file) {
    if (file.length > MAX_BYTES)
      throw new BadInputException(
          "the image file has " + file.length + " bytes, expected at most " + MAX_BYTES);
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext())
        throw new BadInputException("the file is not an image: expected PNG, JPEG, GIF or BMP");
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        checkSize(reader.getWidth(0), reader.getHeight(0));
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (BadInputException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadInputException("the image is broken: " + e.getMessage(), e);
    }
  }

  private static void checkSize(long width, long height) {
    if (width < 1 || height < 1 || width * height > MAX_PIXELS)
      throw new BadInputException(
          "the image has "
              + width
              + " x "
              + height
              + " pixels, expected at most "
              + MAX_PIXELS
              + " in all");
  }

  /** Grey over paper that contrasts with what is drawn, where the image is transparent. */
  private static Raster grey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    var luma = new float[width * height];
    var alpha = new float[width * height];
    float ink = 0;
    float covered = 0;
    for (int i = 0; i < luma.length; i++) {
      int argb = image.getRGB(i % width, i / width);
      alpha[i] = (argb >>> 24) / 255f;
      luma[i] = grey ? sample(image, i % width, i / width) : luma(argb);
      ink += luma[i] * alpha[i];
      covered += alpha[i];
    }
    float paper = ink > covered / 2 ? 0 : 1;
    for (int i = 0; i < luma.length; i++) luma[i] = luma[i] * alpha[i] + paper * (1 - alpha[i]);
    return new Raster(width, height, luma);
  }

  /** What the file says; {@code getRGB} would take it for linear light and brighten it. */
  private static float sample(BufferedImage image, int x, int y) {
    int bits = image.getColorModel().getComponentSize(0);
    return image.getRaster().getSampleFloat(x, y, 0) / ((1 << bits) - 1);
  }

  /** Luma of ITU-R BT.601. */
  private static float luma(int argb) {
    int red = argb >> 16 & 0xff;
    int green = argb >> 8 & 0xff;
    int blue = argb & 0xff;
    if (red == green && green == blue) return red / 255f;
    return (299 * red + 587 * green + 114 * blue) / 255_000f;
  }
}
