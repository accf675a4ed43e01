package io.stackseed.benchmarks;

import java.nio.file.Path;

/** Where the project is, from where this class is. */
public final class Home {
  private static final int FOLDERS_BELOW = 3;

  private Home() {}

  public static Path folder() {
    Path classes =
        Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    // benchmarks/target/test-classes
    Path home = classes.toAbsolutePath();
    for (int up = 0; up < FOLDERS_BELOW; up++) {
      home = home.resolve("..");
    }
    return home.normalize();
  }
}
