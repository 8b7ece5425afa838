package io.pouw.node.plugin;

import io.pouw.plugin.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plugin compiled and packed by a test, with what its manifest says. */
final class PluginArchive {
  private static final String INDEX = "META-INF/extensions.idx";

  private final Map<String, String> manifest = new TreeMap<>();
  private final Map<String, byte[]> entries = new TreeMap<>();

  /** A plugin without any extension. */
  static PluginArchive named(String id) {
    var archive = new PluginArchive();
    return archive
        .says("Plugin-Id", id)
        .says("Plugin-Version", "1.2.3")
        .says("Plugin-Requires", "1.0.0");
  }

  /** A plugin that plays the peer's role: nothing. */
  static PluginArchive peerRole(String id) {
    return role(id, Role.PEER);
  }

  /** A plugin that plays a role, which does nothing. */
  static PluginArchive role(String id, Role role) {
    return named(id).withExtension("sample." + id.replace("-", ""), role, "");
  }

  PluginArchive says(String entry, String value) {
    manifest.put(entry, value);
    return this;
  }

  PluginArchive saysNothing() {
    manifest.clear();
    return this;
  }

  /** Adds a role whose constructor has this body. */
  PluginArchive withExtension(String className, Role role, String constructorBody) {
    int dot = className.lastIndexOf('.');
    String simple = className.substring(dot + 1);
    String source =
        """
        package %1$s;
        public class %2$s implements io.pouw.plugin.NodeRole {
          public %2$s() { %3$s }
          public io.pouw.plugin.Role role() { return io.pouw.plugin.Role.%4$s; }
          public String description() { return "%2$s"; }
          public io.pouw.plugin.RoleMachine machine(io.pouw.plugin.RoleContext context) {
            return input -> java.util.List.of();
          }
        }
        """
            .formatted(className.substring(0, dot), simple, constructorBody, role);
    entries.put(className.replace('.', '/') + ".class", compile(className, source));
    entries.put(INDEX, className.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Names an extension that is not in the archive. */
  PluginArchive withMissingExtension(String className) {
    entries.put(INDEX, className.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Path jar(Path folder, String fileName) throws IOException {
    var main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    Path file = folder.resolve(fileName);
    try (var jar = new JarOutputStream(Files.newOutputStream(file), main)) {
      write(jar, "");
    }
    return file;
  }

  /** As PF4J wants a zip: classes in a folder, the description in a properties file. */
  Path zip(Path folder, String fileName) throws IOException {
    Path file = folder.resolve(fileName);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("plugin.properties"));
      for (var each : manifest.entrySet()) {
        String key = each.getKey().toLowerCase(java.util.Locale.ROOT).replace('-', '.');
        zip.write((key + "=" + each.getValue() + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      write(zip, "classes/");
    }
    return file;
  }

  private void write(ZipOutputStream out, String prefix) throws IOException {
    for (var each : entries.entrySet()) {
      out.putNextEntry(new ZipEntry(prefix + each.getKey()));
      out.write(each.getValue());
    }
  }

  private static byte[] compile(String className, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var bytes = new ByteArrayOutputStream();
    var unit =
        new SimpleJavaFileObject(
            URI.create("string:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var target =
        new SimpleJavaFileObject(
            URI.create("bytes:///" + className.replace('.', '/') + ".class"),
            JavaFileObject.Kind.CLASS) {
          @Override
          public OutputStream openOutputStream() {
            return bytes;
          }
        };
    try (var standard = compiler.getStandardFileManager(null, null, null)) {
      var files =
          new ForwardingJavaFileManager<JavaFileManager>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return target;
            }
          };
      List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
      if (!compiler.getTask(null, files, null, options, null, List.of(unit)).call())
        throw new AssertionError(className + " does not compile");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Bytes that look like an archive at first and are none. */
  static void broken(Path file) throws IOException {
    try (var in = new ByteArrayInputStream(new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2, 3})) {
      Files.copy(in, file);
    }
  }
}
