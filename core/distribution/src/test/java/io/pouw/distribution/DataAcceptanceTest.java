package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.primitives.Hash;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pouw data} and {@code pouw task} as a user runs them. */
class DataAcceptanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of(".");
  private Pouw pouw = new Pouw(folder);

  @BeforeEach
  void makePictures() throws IOException {
    pouw = new Pouw(folder);
    for (String kind : new String[] {"day", "night"})
      for (int i = 0; i < 10; i++) {
        var picture = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(i % 6, i / 6, kind.equals("day") ? 0xffff80 : 0x000080);
        Path file = folder.resolve("pictures").resolve(kind).resolve(i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
      }
  }

  @Test
  void picturesAreImportedSplitAndDescribed() throws Exception {
    var imported = json(pouw.run("data", "import", "pictures", "--out", "all"));
    assertEquals("[3,4,6]", imported.at("/dataset/shape").toString());
    byte[] x = Files.readAllBytes(folder.resolve("all/x.npy"));
    assertEquals(Hash.sha256(x).toString(), imported.at("/x/sha256").asText());
    json(pouw.run("data", "split", "all", "--out", "parts", "--test", "0.3", "--stratified"));
    var test = json(pouw.run("data", "describe", "parts/test"));
    assertEquals("[6,3,4,6]", test.at("/parts/x/shape").toString());
    assertEquals("{\"day\":3,\"night\":3}", test.at("/parts/y/classes").toString());
    assertEquals(255, test.at("/parts/x/max").asInt());
  }

  @Test
  void aFileThatIsNoPictureIsNamedInOneLine() throws Exception {
    Files.writeString(folder.resolve("pictures/day/5.png"), "no picture");
    var run = pouw.run("data", "import", "pictures", "--out", "all").exitsWith(2).isQuiet();
    assertTrue(run.err().contains("5.png"), run::toString);
    assertEquals(1, run.err().lines().count(), run::toString);
  }

  @Test
  void theSchemaOfATaskTypeIsPrinted() throws Exception {
    var schema = json(pouw.run("task", "schema"));
    assertEquals(
        schema, JSON.readTree(Pouw.home().resolve("api-spec/task-neural.schema.json").toFile()));
    pouw.run("task", "types").exitsWith(0).isQuiet().says("neural");
    pouw.run("task", "schema", "dance").exitsWith(2).isQuiet().says("dance");
  }

  private static JsonNode json(Pouw.Run run) throws IOException {
    run.exitsWith(0).isQuiet();
    return JSON.readTree(run.out());
  }
}
