package io.stackseed.cli.runs;

import io.stackseed.cli.account.Surroundings;
import java.util.List;

/** The commands about an account's runs. */
public final class RunCommands {
  private RunCommands() {}

  /** In the order in which help lists them. */
  public static List<Object> all(Surroundings surroundings) {
    return List.of(
        new SeedCommand(surroundings),
        new StatusCommand(surroundings),
        new RejectsCommand(surroundings),
        new CancelCommand(surroundings),
        new ResumeCommand(surroundings));
  }
}
