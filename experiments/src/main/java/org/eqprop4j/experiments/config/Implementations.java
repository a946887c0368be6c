package org.eqprop4j.experiments.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The classes that implement an interface, in its package or nested in it, by the names that a
 * configuration has for them: {@code SoftmaxCrossEntropy} is {@code softmax-cross-entropy}. So one
 * that is added there can be configured at once.
 */
final class Implementations {
  private Implementations() {}

  static Map<String, Class<?>> of(Class<?> type) {
    String directory = type.getPackageName().replace('.', '/');
    try {
      Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(root)) {
        return in(root.resolve(directory), type);
      }
      try (FileSystem jar = FileSystems.newFileSystem(root)) {
        return in(jar.getPath(directory), type);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes of " + type + " are in no file", e);
    }
  }

  private static Map<String, Class<?>> in(Path directory, Class<?> type) throws IOException {
    Map<String, Class<?>> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .map(name -> load(type, name.substring(0, name.length() - ".class".length())))
          .filter(candidate -> type.isAssignableFrom(candidate) && isConcrete(candidate))
          .forEach(candidate -> found.put(hyphenated(candidate.getSimpleName()), candidate));
    }
    return found;
  }

  private static Class<?> load(Class<?> type, String simpleName) {
    try {
      return Class.forName(type.getPackageName() + "." + simpleName, false, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isConcrete(Class<?> type) {
    return !type.isInterface()
        && !type.isAnonymousClass()
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers());
  }

  static String hyphenated(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
