package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.data.NpyArray;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns a folder of PNG and JPEG files into a data set of decoded bytes: what is committed to is
 * the pixels, since decoders of JPEG differ. Classes are the subfolders by name, as in
 * torchvision's {@code ImageFolder}, or the second column of a CSV beside a flat folder. One image
 * is in memory at a time.
 *
 * @param grey one channel, else three
 * @param size height and width that every image is brought to; without it all have to be alike
 */
public record ImageImport(boolean grey, Optional<Size> size) {
  private static final int MAX_IMAGES = 10_000_000;
  private static final int MAX_CLASSES = 1_024;

  /** In pixels. */
  public record Size(int height, int width) {
    /** Such as {@code 28x28}: height, then width. */
    public static Size parse(String text) {
      String[] parts = text.split("x", -1);
      if (parts.length != 2 || !text.matches("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}"))
        throw new BadInputException("a size is HEIGHTxWIDTH such as 28x28, not '" + text + "'");
      return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  private record Labelled(Path file, int label) {}

  /** Reads a folder with a subfolder for each class, the classes in the order of their names. */
  DatasetFolder ofSubfolders(Path from, Path to) throws IOException {
    List<Path> folders = listed(from).filter(Files::isDirectory).toList();
    if (folders.size() < 2)
      throw new BadInputException(
          "%s has %d subfolders, expected one for each of at least 2 classes, or --labels"
              .formatted(from, folders.size()));
    var images = new ArrayList<Labelled>();
    var classes = new ArrayList<String>();
    for (Path folder : folders) {
      int before = images.size();
      for (Path file : listed(folder).toList()) add(file, classes.size(), images);
      if (images.size() == before) throw new BadInputException(folder + " has no images");
      classes.add(name(folder));
    }
    return write(images, classes, to);
  }

  /** Reads the files that a CSV names: a header, then lines of a path and a class. */
  DatasetFolder ofList(Path from, Path csv, Path to) throws IOException {
    Map<String, String> labels = new TreeMap<>();
    try (var rows = new CsvFile(csv)) {
      rows.next();
      for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (row.get().size() != 2)
          throw rows.error(
              "has %d columns, expected a file and a class".formatted(row.get().size()));
        Path file = from.resolve(row.get().getFirst()).normalize();
        if (!file.startsWith(from.normalize()))
          throw rows.error("names a file outside the folder: " + row.get().getFirst());
        if (labels.put(file.toString(), row.get().getLast()) != null)
          throw rows.error("names a file for the second time: " + row.get().getFirst());
      }
    }
    List<String> classes = List.copyOf(new TreeSet<>(labels.values()));
    var images = new ArrayList<Labelled>();
    for (var each : labels.entrySet())
      add(Path.of(each.getKey()), classes.indexOf(each.getValue()), images);
    return write(images, classes, to);
  }

  /** What does not begin with a point, by name. */
  private static Stream<Path> listed(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) throw new BadInputException("there is no folder " + folder);
    try (Stream<Path> all = Files.list(folder)) {
      return all
          .filter(path -> !name(path).startsWith("."))
          .sorted(Comparator.comparing(ImageImport::name))
          .toList()
          .stream();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void add(Path file, int label, List<Labelled> images) {
    if (!name(file).toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)"))
      throw new BadInputException(file + " is no image: expected a name in .png, .jpg or .jpeg");
    if (images.size() == MAX_IMAGES)
      throw new BadInputException("there are more than " + MAX_IMAGES + " images");
    images.add(new Labelled(file, label));
  }

  private DatasetFolder write(List<Labelled> images, List<String> classes, Path to)
      throws IOException {
    if (classes.size() < 2 || classes.size() > MAX_CLASSES)
      throw new BadInputException(
          "there are %d classes, expected 2 to %d".formatted(classes.size(), MAX_CLASSES));
    ImagePixels first = pixels(images.getFirst().file());
    List<Integer> shape =
        grey
            ? List.of(first.height(), first.width())
            : List.of(first.channels(), first.height(), first.width());
    Files.createDirectories(to);
    NpyArray.Type labels = NpyWriter.typeOfLabels(classes.size());
    var all = new ArrayList<Integer>(List.of(images.size()));
    all.addAll(shape);
    try (var x = new NpyWriter(to.resolve("x.npy"), NpyArray.Type.U1, all);
        var y = new NpyWriter(to.resolve("y.npy"), labels, List.of(images.size()))) {
      for (Labelled image : images) {
        ImagePixels pixels = pixels(image.file());
        if (pixels.height() != first.height() || pixels.width() != first.width())
          throw new BadInputException(
              "%s has %d x %d pixels, %s has %d x %d: bring them to one size with --size"
                  .formatted(
                      image.file(),
                      pixels.height(),
                      pixels.width(),
                      images.getFirst().file(),
                      first.height(),
                      first.width()));
        x.write(pixels.values());
        y.writeLabel(image.label(), labels);
      }
    }
    return DatasetFolder.ofArrays(to, spec(classes.size(), shape), classes);
  }

  private ImagePixels pixels(Path file) {
    ImagePixels pixels = ImagePixels.read(file, grey);
    return size.map(wanted -> pixels.scaledTo(wanted.height(), wanted.width())).orElse(pixels);
  }

  private static ObjectNode spec(int classes, List<Integer> shape) {
    ObjectNode spec = DatasetFolder.object().put("format", "npy").put("classes", classes);
    spec.put("features", shape.stream().reduce(1, Math::multiplyExact));
    var dimensions = spec.putArray("shape");
    shape.forEach(dimensions::add);
    return spec.put("scale", 255);
  }
}
