package io.stackseed.local.command;

import java.nio.file.Path;

/** The files of the project that the commands use. */
final class Checkout {
  private final Path home;

  private Checkout(Path home) {
    this.home = home;
  }

  /** Where the {@code stackseed} script says it is, or the working directory. */
  static Checkout here() {
    return new Checkout(Path.of(System.getProperty("stackseed.home", ".")));
  }

  Path ingestTemplate() {
    return home.resolve("templates").resolve("ingest.yaml");
  }

  Path exampleTemplate() {
    return home.resolve("templates").resolve("example-table.yaml");
  }

  Path exampleData() {
    return home.resolve("sample-data").resolve("ingestData1.json");
  }
}
