package io.stackseed.cli.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that a user named, by themselves or by their folder. */
final class GivenFiles {
  private static final Comparator<Path> BY_KEY =
      Comparator.comparing(
          path -> path.toString().replace('\\', '/').getBytes(UTF_8), Arrays::compareUnsigned);

  private GivenFiles() {}

  /**
   * Each file, and of a folder what a run reads of a prefix: all files below it that hold anything,
   * in the order of their keys.
   *
   * @throws IllegalArgumentException if one is missing, may not be read, or is neither
   */
  static List<Path> of(List<Path> named) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        List<Path> below = below(path);
        if (below.isEmpty()) {
          throw new IllegalArgumentException("'%s' holds no files.".formatted(path));
        }
        files.addAll(below);
      } else {
        files.add(path);
      }
    }
    files.forEach(GivenFiles::requireReadable);
    return files;
  }

  private static List<Path> below(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted(BY_KEY).toList()) {
        if (Files.size(path) > 0) {
          files.add(path);
        }
      }
    }
    return files;
  }

  private static void requireReadable(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("'%s' is not a file.".formatted(path));
    }
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("'%s' may not be read.".formatted(path));
    }
  }
}
