package io.stackseed.simulation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The build's own output: what a test prints otherwise, surefire keeps in a file. */
final class Console {
  private Console() {}

  static void print(String text) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.print(text);
    out.flush();
  }
}
