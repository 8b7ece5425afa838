package io.pouw.node.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelPredictorTest {
  private static final List<Integer> MNIST = List.of(28, 28);
  private static final int WHITE = 0xffffffff;
  private static final int BLACK = 0xff000000;

  /** A seven of strokes, drawn into a part of an image. */
  private static BufferedImage seven(int width, int height, int paper, int ink) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) image.setRGB(x, y, paper);
    int left = width / 8;
    int top = height / 8;
    int size = Math.min(width, height) / 2;
    int thick = Math.max(2, size / 8);
    for (int i = 0; i < size; i++)
      for (int t = 0; t < thick; t++) {
        image.setRGB(left + i * 2 / 3, top + t, ink);
        image.setRGB(left + size * 2 / 3 - i / 3 + t, top + i, ink);
      }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static Raster input(BufferedImage image) throws IOException {
    return new Raster(28, 28, ImageInput.of(ImageFile.read(png(image)), MNIST));
  }

  @Test
  void aDigitIsFittedIntoTwentyPixelsAndCentredByItsMass() throws IOException {
    Raster input = input(seven(300, 200, WHITE, BLACK));
    assertEquals(14, input.centreX(), 0.6);
    assertEquals(14, input.centreY(), 0.6);
    Raster ink = input.croppedTo(0.1f);
    assertEquals(20, ink.height());
    assertTrue(ink.width() < ink.height(), "the aspect is kept, not " + ink.width());
    assertEquals(1, input.max(), 0.01);
    assertEquals(0, input.background());
  }

  @Test
  void darkOnLightAndLightOnDarkAreTheSameDigit() throws IOException {
    Raster onPaper = input(seven(120, 160, WHITE, BLACK));
    Raster onBoard = input(seven(120, 160, BLACK, WHITE));
    assertArrayEquals(onPaper.values(), onBoard.values(), 1e-6f);
  }

  @Test
  void inkOnTransparentPaperIsSeen() throws IOException {
    Raster clear = input(seven(120, 160, 0, BLACK));
    Raster paper = input(seven(120, 160, WHITE, BLACK));
    assertArrayEquals(paper.values(), clear.values(), 1e-6f);
    Raster chalk = input(seven(120, 160, 0, WHITE));
    assertArrayEquals(paper.values(), chalk.values(), 1e-6f);
  }

  @Test
  void sizeDoesNotMatter() throws IOException {
    Raster small = input(seven(64, 64, WHITE, BLACK));
    Raster large = input(seven(640, 640, WHITE, BLACK));
    double difference = 0;
    for (int i = 0; i < small.values().length; i++)
      difference += Math.abs(small.values()[i] - large.values()[i]);
    assertTrue(difference / small.values().length < 0.05, "mean difference " + difference / 784);
  }

  @Test
  void anImageOfTheModelsOwnShapeIsTakenAsItIs() throws IOException {
    var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = new byte[28 * 28];
    for (int i = 300; i < 500; i++) if (i % 28 > 3 && i % 28 < 20) pixels[i] = (byte) i;
    image.getRaster().setDataElements(0, 0, 28, 28, pixels);
    float[] values = input(image).values();
    for (int i = 0; i < pixels.length; i++)
      assertEquals((pixels[i] & 0xff) / 255f, values[i], 1e-6f, "pixel " + i);
  }

  @Test
  void smallFieldsAreFilledToTheEdge() throws IOException {
    float[] values =
        ImageInput.of(ImageFile.read(png(seven(200, 200, WHITE, BLACK))), List.of(8, 8));
    Raster ink = new Raster(8, 8, values).croppedTo(0.05f);
    assertEquals(8, ink.height());
  }

  @Test
  void aModelFilePredicts() throws IOException {
    var prediction =
        ModelPredictor.predict(
            new SettledTask().file(),
            name -> Optional.of(new CountingTask()),
            png(seven(100, 100, WHITE, BLACK)));
    assertEquals(10, prediction.scores().size());
  }

  @Test
  void aModelOfAnUnknownTypeIsRefused() throws IOException {
    byte[] image = png(seven(50, 50, WHITE, BLACK));
    ModelFile file = new SettledTask().file();
    assertRefused(
        "of type 'counting'", () -> ModelPredictor.predict(file, name -> Optional.empty(), image));
  }

  @Test
  void aModelThatTakesNoPicturesIsRefused() throws IOException {
    byte[] image = png(seven(50, 50, WHITE, BLACK));
    assertRefused("shape [13]", () -> ImageInput.of(ImageFile.read(image), List.of(13)));
  }

  @Test
  void aBlankImageIsRefused() throws IOException {
    byte[] image = png(seven(50, 50, WHITE, WHITE));
    assertRefused("blank", () -> ImageInput.of(ImageFile.read(image), MNIST));
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertRefused("not an image", () -> ImageFile.read(SettledTask.text("hello")));
    assertRefused("not an image", () -> ImageFile.read(new byte[0]));
  }

  @Test
  void aBrokenImageIsRefused() throws IOException {
    byte[] image = png(seven(200, 200, WHITE, BLACK));
    assertRefused("broken", () -> ImageFile.read(Arrays.copyOf(image, 40)));
  }

  @Test
  void anImageWithAHugeHeaderIsRefusedBeforeItIsDecoded() {
    assertRefused("100000 x 100000 pixels", () -> ImageFile.read(hugePng()));
  }

  /** A PNG that claims 10^10 pixels: signature, IHDR with its checksum, an empty IDAT. */
  private static byte[] hugePng() {
    byte[] header =
        ByteBuffer.allocate(17)
            .putInt(0x49484452)
            .putInt(100_000)
            .putInt(100_000)
            .put(new byte[] {8, 0, 0, 0, 0})
            .array();
    var checksum = new CRC32();
    checksum.update(header);
    return ByteBuffer.allocate(8 + 4 + 17 + 4 + 12)
        .putLong(0x89504e470d0a1a0aL)
        .putInt(13)
        .put(header)
        .putInt((int) checksum.getValue())
        .putInt(0)
        .putInt(0x49444154)
        .putInt(0x35af061e)
        .array();
  }

  private static void assertRefused(String expected, Executable run) {
    String message = Refused.message(run);
    assertTrue(message.contains(expected), message);
  }
}
