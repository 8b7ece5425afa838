package io.pouw.node.train;

import io.pouw.node.dataset.Dataset;
import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A data set in a folder, whose files say by their names what they are: {@code train} or {@code
 * training} is a word of the names of training files, {@code test} or {@code t10k} of those of test
 * files; {@code images}, {@code labels}, {@code x} and {@code y} are words that name a part, else
 * the ending does: {@code .npz} has the part {@code arrays}, {@code .txt} {@code text}, {@code
 * .csv} and {@code .tsv} {@code rows}. {@code .gz} may follow. Other files are left alone.
 */
public final class DataFolder {
  private static final Set<String> TRAINING = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "t10k");
  private static final Set<String> PARTS = Set.of("images", "labels", "x", "y");
  private static final Map<String, String> ENDINGS =
      Map.of("npz", "arrays", "txt", "text", "csv", "rows", "tsv", "rows");

  private DataFolder() {}

  /**
   * Reads it.
   *
   * @return without a spec; the test part may be empty
   * @throws BadInputException if there are no training files, or two for one part
   */
  public static Dataset read(Path folder) {
    if (!Files.isDirectory(folder)) throw new BadInputException("there is no folder " + folder);
    Map<String, byte[]> training = parts(folder, TRAINING);
    if (training.isEmpty())
      throw new BadInputException(
          "no file in "
              + folder
              + " is training data: expected names such as train-images.gz, train-labels.gz,"
              + " cars-train.csv, poems-train.txt");
    return new Dataset(
        String.valueOf(folder.getFileName()), training, parts(folder, TEST), new byte[0]);
  }

  private static Map<String, byte[]> parts(Path folder, Set<String> use) {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : list(folder)) {
      List<String> words = words(file);
      Optional<String> part =
          words.stream().anyMatch(use::contains) ? part(words) : Optional.empty();
      if (part.isEmpty()) continue;
      Path other = files.put(part.get(), file);
      if (other != null)
        throw new BadInputException(
            "%s and %s would both be the part '%s' of the data".formatted(other, file, part.get()));
    }
    Map<String, byte[]> parts = new TreeMap<>();
    files.forEach((part, file) ->
        parts.put(part, InputFile.read(file, "data file", InputFile.MAX_DATA_BYTES)));
    return parts;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new BadInputException("cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static List<String> words(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return List.of(plain.split("[^a-z0-9]+"));
  }

  private static Optional<String> part(List<String> words) {
    return words.stream()
        .filter(PARTS::contains)
        .findFirst()
        .or(() -> Optional.ofNullable(ENDINGS.get(words.getLast())));
  }
}
