package io.pouw.node.cli;

import io.pouw.node.dataset.ArrayImport;
import io.pouw.node.dataset.DataTools;
import io.pouw.node.dataset.ImageImport;
import io.pouw.node.dataset.TableImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw data}: brings data into the forms that training reads; each prints JSON. */
@Command(
    name = "data",
    description = "Imports, splits and describes data sets.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataCommand.Import.class,
      DataCommand.Split.class,
      DataCommand.Describe.class,
      CommandLine.HelpCommand.class
    })
final class DataCommand {
  private static final String ABSENT = "__none__";

  /** {@code pouw data import}. */
  @Command(
      name = "import",
      description = {
        "Reads images, a table, NumPy arrays or text, and writes them as training reads them, with"
            + " SHA-256 and blob name of each file and the field 'dataset' for a task's spec.",
        "Images are written as pixels: what a task commits to does not depend on a JPEG decoder."
      },
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Parameters(
        index = "0",
        paramLabel = "SOURCE",
        description =
            "a folder of PNG and JPEG files (a subfolder for each class), or a file in .csv, .npy,"
                + " .npz, .idx (or -idx3-ubyte), .txt or .tsv (a label, a tab and a text on each line)")
    private Path source = Path.of(".");

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "to write to")
    private Path out = Path.of("dataset");

    @Option(names = "--kind", description = "${COMPLETION-CANDIDATES}; default: by the name")
    private DataTools.@Nullable Kind kind;

    @Option(
        names = "--labels",
        paramLabel = "FILE",
        description = "images: a CSV with a header, then file and class; npy, idx: the targets")
    private @Nullable Path labels;

    @Option(names = "--grey", description = "images: one channel instead of three")
    private boolean grey;

    @Option(
        names = "--size",
        paramLabel = "HxW",
        defaultValue = ABSENT,
        description = "images: scale to this height and width")
    private String size = ABSENT;

    @Option(
        names = "--target",
        paramLabel = "COLUMN",
        defaultValue = ABSENT,
        description = "csv: what to predict, by name or number; default: the last")
    private String target = ABSENT;

    @Option(names = "--no-header", description = "csv: the first line holds values")
    private boolean noHeader;

    @Option(names = "--drop-missing", description = "csv: leave out rows with missing values")
    private boolean dropMissing;

    @Option(names = "--regression", description = "csv, npy, npz, idx: targets are numbers")
    private boolean regression;

    @Option(names = "--window", defaultValue = "64", description = "text: tokens of a window")
    private int window = 64;

    @Override
    public Integer call() throws IOException {
      // Images are decoded without a display, which a server does not have.
      System.setProperty("java.awt.headless", "true");
      var reading =
          new DataTools.Reading(
              new ImageImport(grey, given(size).map(ImageImport.Size::parse)),
              new TableImport(!noHeader, given(target), regression, dropMissing),
              new ArrayImport(regression, ArrayImport.MAX_UNPACKED_BYTES),
              window);
      var from =
          new DataTools.Source(source, Optional.ofNullable(kind), Optional.ofNullable(labels));
      System.out.println(DataTools.importTo(out, from, reading).toPrettyString());
      return 0;
    }

    private static Optional<String> given(String option) {
      return option.equals(ABSENT) ? Optional.empty() : Optional.of(option);
    }
  }

  /** {@code pouw data split}. */
  @Command(
      name = "split",
      description = "Splits an imported data set into training and test data, always alike.",
      mixinStandardHelpOptions = true)
  static final class Split implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "an imported data set")
    private Path folder = Path.of("dataset");

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "to write to")
    private Path out = Path.of("split");

    @Option(names = "--test", defaultValue = "0.2", description = "share for testing (0.2)")
    private double test = 0.2;

    @Option(names = "--seed", defaultValue = "1", description = "any text (1)")
    private String seed = "1";

    @Option(names = "--stratified", description = "split each class in the same proportion")
    private boolean stratified;

    @Override
    public Integer call() throws IOException {
      System.out.println(DataTools.split(folder, out, test, seed, stratified).toPrettyString());
      return 0;
    }
  }

  /** {@code pouw data describe}. */
  @Command(
      name = "describe",
      description =
          "Says what is in an imported data set, or in a .npy, .idx, .csv, .txt or .tsv file.",
      mixinStandardHelpOptions = true)
  static final class Describe implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PLACE", description = "a folder or a file")
    private Path place = Path.of("dataset");

    @Override
    public Integer call() throws IOException {
      System.out.println(DataTools.describe(place).toPrettyString());
      return 0;
    }
  }
}
