package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Imports, splits and describes data sets on disk; says what it wrote, one line each. */
public final class DataTools {
  private DataTools() {}

  /** What a source is. */
  public enum Kind {
    /** A folder of PNG and JPEG files. */
    IMAGES,
    /** Comma-separated decimal numbers. */
    CSV,
    /** Two files as those of MNIST. */
    IDX,
    /** Two NumPy files. */
    NPY,
    /** A NumPy archive with {@code x} and {@code y}. */
    NPZ,
    /** One text. */
    TEXT,
    /** Lines of a label, a tab and a text. */
    LABELLED_TEXT;

    /** What the name of a source says. */
    static Kind of(Path source) {
      String name = String.valueOf(source.getFileName()).toLowerCase(Locale.ROOT);
      String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
      if (Files.isDirectory(source)) return IMAGES;
      if (IdxImport.isNamedSo(source)) return IDX;
      if (plain.endsWith(".csv")) return CSV;
      if (plain.endsWith(".npy")) return NPY;
      if (plain.endsWith(".npz")) return NPZ;
      if (plain.endsWith(".tsv")) return LABELLED_TEXT;
      if (plain.endsWith(".txt")) return TEXT;
      throw new BadInputException(
          source
              + ": its name does not say what it is, expected a folder, or .csv, .npy, .npz, .idx,"
              + " .txt, .tsv, or --kind");
    }
  }

  /**
   * Where an import comes from.
   *
   * @param labels the classes of images, or the targets of an array
   */
  public record Source(Path path, Optional<Kind> kind, Optional<Path> labels) {
    private Path targets() {
      return labels.orElseThrow(
          () -> new BadInputException("the targets of " + path + " stand in --labels"));
    }
  }

  /**
   * How it is read; each kind takes its own.
   *
   * @param window tokens of a window of text
   */
  public record Reading(ImageImport images, TableImport table, ArrayImport arrays, int window) {}

  /** Imports into an empty folder and gives the lines to show. */
  public static ObjectNode importTo(Path out, Source source, Reading reading) throws IOException {
    requireEmpty(out);
    if (!Files.exists(source.path()))
      throw new BadInputException("there is no file or folder " + source.path());
    Path from = source.path();
    DatasetFolder data =
        switch (source.kind().orElseGet(() -> Kind.of(from))) {
          case IMAGES ->
              source.labels().isPresent()
                  ? reading.images().ofList(from, source.labels().get(), out)
                  : reading.images().ofSubfolders(from, out);
          case CSV -> reading.table().read(from, out);
          case IDX -> IdxImport.read(from, source.targets(), reading.arrays(), out);
          case NPY -> reading.arrays().ofFiles(from, source.targets(), out);
          case NPZ -> reading.arrays().ofArchive(from, out);
          case TEXT -> new TextImport(reading.window()).ofText(from, out);
          case LABELLED_TEXT -> new TextImport(reading.window()).ofLines(from, out);
        };
    return written(data);
  }

  /** Splits into {@code training} and {@code test} below an empty folder. */
  public static ObjectNode split(
      Path from, Path out, double testFraction, String seed, boolean stratified)
      throws IOException {
    if (!DatasetFolder.isOne(from))
      throw new BadInputException(from + " is no imported data set: it has no dataset.json");
    requireEmpty(out);
    var split = new DatasetSplit(testFraction, DatasetSplit.seed(seed), stratified);
    ObjectNode json = DatasetFolder.object();
    for (DatasetFolder part : split.split(DatasetFolder.read(from), out))
      json.set(String.valueOf(part.folder().getFileName()), written(part));
    return json;
  }

  /** What is in a file or a data set, as JSON. */
  public static ObjectNode describe(Path place) throws IOException {
    return DatasetDescription.of(place);
  }

  private static ObjectNode written(DatasetFolder data) throws IOException {
    ObjectNode json = DatasetFolder.object();
    data.write()
        .forEach((part, digest) ->
            json.putObject(part)
                .put("file", data.file(part).toString())
                .put("bytes", digest.bytes())
                .put("sha256", digest.sha256().toString())
                .put("blob", digest.blob().toString()));
    json.set("dataset", data.dataset());
    return json;
  }

  private static void requireEmpty(Path out) throws IOException {
    if (!Files.exists(out)) return;
    if (!Files.isDirectory(out)) throw new BadInputException(out + " is no folder");
    try (var files = Files.list(out)) {
      if (files.findAny().isPresent())
        throw new BadInputException("the folder " + out + " is not empty");
    }
  }
}
