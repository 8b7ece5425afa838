package io.pouw.node.dataset;

import io.pouw.node.model.BadInputException;
import io.pouw.node.model.ImageFile;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pixels of an image as bytes, channel by channel, row by row. Transparency is dropped, as is
 * the orientation that a camera noted.
 *
 * @param channels 1 for grey (luma of ITU-R BT.601), 3 for red, green, blue
 */
record ImagePixels(int channels, int height, int width, byte[] values) {
  /**
   * Decodes a file; PNG gives the same bytes on every Java, JPEG may differ by a shade between
   * decoders.
   *
   * @throws BadInputException naming the file, if it is no image, a broken one, or too large a one
   */
  static ImagePixels read(Path file, boolean grey) {
    try {
      if (Files.size(file) > ImageFile.MAX_BYTES)
        throw new BadInputException(
            "has %d bytes, expected at most %d".formatted(Files.size(file), ImageFile.MAX_BYTES));
      return of(ImageFile.decode(Files.readAllBytes(file)), grey);
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ImagePixels of(BufferedImage image, boolean grey) {
    int width = image.getWidth();
    int height = image.getHeight();
    int size = width * height;
    boolean isGrey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int channels = grey ? 1 : 3;
    byte[] values = new byte[channels * size];
    for (int i = 0; i < size; i++) {
      int rgb = isGrey ? sample(image, i % width, i / width) : image.getRGB(i % width, i / width);
      if (grey) values[i] = (byte) luma(rgb);
      else
        for (int channel = 0; channel < 3; channel++)
          values[channel * size + i] = (byte) (rgb >> 16 - 8 * channel);
    }
    return new ImagePixels(channels, height, width, values);
  }

  /** What the file says, as red, green and blue; {@code getRGB} would brighten it. */
  private static int sample(BufferedImage image, int x, int y) {
    int highest = (1 << image.getColorModel().getComponentSize(0)) - 1;
    int grey = (image.getRaster().getSample(x, y, 0) * 255 + highest / 2) / highest;
    return grey * 0x010101;
  }

  private static int luma(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    return (299 * red + 587 * green + 114 * blue + 500) / 1_000;
  }

  /** In another size; each new pixel is the mean of the area that it covers, in whole numbers. */
  ImagePixels scaledTo(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) return this;
    byte[] scaled = new byte[channels * newHeight * newWidth];
    for (int channel = 0; channel < channels; channel++)
      for (int y = 0; y < newHeight; y++)
        for (int x = 0; x < newWidth; x++)
          scaled[(channel * newHeight + y) * newWidth + x] =
              (byte) mean(channel, y, newHeight, x, newWidth);
    return new ImagePixels(channels, newHeight, newWidth, scaled);
  }

  /** Lengths are counted in parts of a pixel: {@code newHeight} and {@code newWidth} make one. */
  private int mean(int channel, int newY, int newHeight, int newX, int newWidth) {
    long top = (long) newY * height;
    long bottom = top + height;
    long left = (long) newX * width;
    long right = left + width;
    long sum = 0;
    for (long y = top / newHeight; y * newHeight < bottom; y++) {
      long rows = Math.min(bottom, (y + 1) * newHeight) - Math.max(top, y * newHeight);
      for (long x = left / newWidth; x * newWidth < right; x++) {
        long columns = Math.min(right, (x + 1) * newWidth) - Math.max(left, x * newWidth);
        int value = values[(int) ((channel * (long) height + y) * width + x)] & 0xff;
        sum += rows * columns * value;
      }
    }
    long area = (long) height * width;
    return (int) ((sum + area / 2) / area);
  }
}
