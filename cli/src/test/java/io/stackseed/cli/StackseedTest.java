package io.stackseed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class StackseedTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      Stackseed.commandLine(new Failing())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err));

  @Test
  void helpSaysWhatItIsForAndItsExitCodes() {
    assertThat(commandLine.execute("--help")).isZero();
    assertThat(out.toString())
        .contains("Fills DynamoDB tables from files in S3", "--version", "130", "interrupted");
  }

  /** picocli takes them for formats, and breaks what is wider than its help. */
  @Test
  void everyExampleIsShownAsItIsMeant() {
    assertThat(commandLine.getSubcommands()).containsKeys("seed", "rejects", "validate");
    commandLine
        .getSubcommands()
        .forEach(
            (name, command) -> {
              for (String line : command.getCommandSpec().usageMessage().footer()) {
                assertThat(line.formatted()).as(name).hasSizeLessThanOrEqualTo(80);
              }
            });
  }

  @Test
  void versionNamesTheCommand() {
    assertThat(commandLine.execute("--version")).isZero();
    assertThat(out.toString()).startsWith("stackseed ");
  }

  @Test
  void noCommandIsBadUsage() {
    assertThat(commandLine.execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Say what to do: name a command.");
  }

  @Test
  void anUnknownCommandIsBadUsageAndNamed() {
    assertThat(commandLine.execute("sow")).isEqualTo(2);
    assertThat(err.toString()).contains("sow");
  }

  @Test
  void anErrorIsOneLineAndExitCodeOne() {
    assertThat(commandLine.execute("fail")).isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("stackseed: the table is on fire");
  }

  @Command(name = "fail")
  static final class Failing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("the table is on fire");
    }
  }
}
