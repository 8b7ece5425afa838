package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.data.NpyArray;
import io.pouw.learning.data.NpyFormat;
import io.pouw.learning.data.NpyHeader;
import io.pouw.node.model.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Takes NumPy arrays as a data set: rows {@code x} and targets {@code y}, every value of which is
 * looked at, row by row. Files are copied as they are; those of an archive are unpacked.
 *
 * @param regression whether targets are numbers; otherwise they are classes 0 to n - 1
 * @param maxUnpackedBytes what an archive may unpack to
 */
public record ArrayImport(boolean regression, long maxUnpackedBytes) {
  /** 64 GiB. */
  public static final long MAX_UNPACKED_BYTES = 64L << 30;

  private static final int MAX_CLASSES = 1_024;
  private static final int MAX_DIMENSIONS = 4;

  DatasetFolder ofFiles(Path x, Path y, Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(x, to.resolve("x.npy"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(y, to.resolve("y.npy"), StandardCopyOption.REPLACE_EXISTING);
    return checked(to);
  }

  /** Reads an archive with the arrays {@code x} and {@code y}. */
  DatasetFolder ofArchive(Path npz, Path to) throws IOException {
    Files.createDirectories(to);
    long left = maxUnpackedBytes;
    int found = 0;
    try (var zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(npz), 1 << 16))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!name.equals("x.npy") && !name.equals("y.npy"))
          throw new BadInputException(npz + " has " + name + ", expected x.npy and y.npy alone");
        left -= unpack(npz + ": " + name, zip, to.resolve(name), left);
        found++;
      }
    } catch (ZipException e) {
      throw new BadInputException(npz + " is damaged: " + e.getMessage(), e);
    }
    if (found != 2) throw new BadInputException(npz + " is no .npz file of x and y");
    return checked(to);
  }

  /** Writes as many bytes as the array's header says: no more come out of any archive. */
  private static long unpack(String what, InputStream in, Path to, long limit) throws IOException {
    byte[] prefix = in.readNBytes(NpyFormat.MAX_PREFIX_BYTES);
    NpyHeader header = NpyFormat.header(what, prefix);
    long bytes = header.bytes() + header.valueBytes();
    if (bytes > limit)
      throw new BadInputException(
          "%s has %d bytes, at most %d are unpacked".formatted(what, bytes, limit));
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(to)) {
      out.write(prefix, 0, (int) Math.min(prefix.length, bytes));
      long done = prefix.length;
      for (int n = in.read(buffer); n >= 0 && done <= bytes; n = in.read(buffer)) {
        out.write(buffer, 0, (int) Math.min(n, Math.max(0, bytes - done)));
        done += n;
      }
      if (done != bytes)
        throw new BadInputException(
            "%s has %s bytes than the %d that its header says"
                .formatted(what, done < bytes ? "less" : "more", bytes));
    }
    return bytes;
  }

  /** What {@code x.npy} and {@code y.npy} of a folder are, once every value was looked at. */
  DatasetFolder checked(Path folder) {
    try (var x = NpyRows.open(folder.resolve("x.npy"));
        var y = NpyRows.open(folder.resolve("y.npy"))) {
      if (x.rows() != y.rows())
        throw new BadInputException("x has %d rows, y has %d".formatted(x.rows(), y.rows()));
      List<Integer> shape = x.header().shape();
      if (shape.size() > MAX_DIMENSIONS + 1)
        throw new BadInputException(
            "x has the shape %s, expected at most %d dimensions a row"
                .formatted(shape, MAX_DIMENSIONS));
      ObjectNode spec = DatasetFolder.object().put("format", "npy");
      checkFinite("x", x);
      if (regression) {
        checkFinite("y", y);
        spec.put("task", "regression").put("targets", y.rowSize());
      } else spec.put("classes", classes(y));
      spec.put("features", x.rowSize());
      if (shape.size() > 2) {
        var dimensions = spec.putArray("shape");
        shape.subList(1, shape.size()).forEach(dimensions::add);
      }
      if (x.header().type() == NpyArray.Type.U1) spec.put("scale", 255);
      return DatasetFolder.ofArrays(folder, spec, List.of());
    }
  }

  private static void checkFinite(String what, NpyRows rows) {
    double[] row = new double[rows.rowSize()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.values(i, row);
      for (double value : row)
        if (!Float.isFinite((float) value))
          throw new BadInputException(
              "%s: row %d has %s, expected 32-bit floats".formatted(what, i, value));
    }
  }

  private static int classes(NpyRows y) {
    if (y.rowSize() != 1)
      throw new BadInputException("y has %d values a row, expected a class".formatted(y.rowSize()));
    int classes = 2;
    double[] label = new double[1];
    for (int i = 0; i < y.rows(); i++) {
      y.values(i, label);
      if (!(label[0] >= 0 && label[0] < MAX_CLASSES && label[0] == (int) label[0]))
        throw new BadInputException(
            "y: row %d has the class %s, expected a whole number from 0 to %d"
                .formatted(i, label[0], MAX_CLASSES - 1));
      classes = Math.max(classes, (int) label[0] + 1);
    }
    return classes;
  }
}
