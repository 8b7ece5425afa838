package io.pouw.storage;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One file of the audit log, read line by line. It is named by the sequence of its first entry. */
final class AuditFile implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("([0-9]{12})\\.jsonl");

  private final InputStream in;
  private long wholeBytes;
  private int tornBytes;

  private AuditFile(InputStream in) {
    this.in = in;
  }

  static AuditFile open(Path file) throws IOException {
    return new AuditFile(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  static Path name(Path folder, long first) {
    return folder.resolve("%012d.jsonl".formatted(first));
  }

  /** The files of a log by their first sequence; none if there is no such folder. */
  static NavigableMap<Long, Path> list(Path folder) throws IOException {
    var files = new TreeMap<Long, Path>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.toList()) {
        Matcher name = NAME.matcher(each.getFileName().toString());
        if (name.matches()) files.put(Long.valueOf(name.group(1)), each);
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return files;
    }
    return files;
  }

  /**
   * The next whole line without its end; empty after the last one.
   *
   * @throws IllegalArgumentException if it is longer than any entry's
   */
  Optional<byte[]> next() throws IOException {
    var line = new ByteArrayOutputStream(512);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        wholeBytes += line.size() + 1;
        return Optional.of(line.toByteArray());
      }
      if (line.size() == AuditLine.MAX_BYTES)
        throw new IllegalArgumentException(
            "is longer than " + AuditLine.MAX_BYTES + " bytes, and so no entry");
      line.write(next);
    }
    tornBytes = line.size();
    return Optional.empty();
  }

  /** Bytes of the lines read so far, with their ends. */
  long wholeBytes() {
    return wholeBytes;
  }

  /** Bytes after the last line that has an end; known at the end of the file. */
  int tornBytes() {
    return tornBytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
