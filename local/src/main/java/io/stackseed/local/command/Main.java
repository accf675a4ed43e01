package io.stackseed.local.command;

import io.stackseed.cli.Stackseed;

/** The {@code stackseed} command with the embedded services. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Stackseed.commandLine(new DemoCommand(), new ServeCommand()).execute(arguments));
  }
}
