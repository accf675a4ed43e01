package io.stackseed.cli;

import io.stackseed.cli.account.Surroundings;
import io.stackseed.cli.aws.AwsAccount;
import io.stackseed.cli.aws.AwsFailures;
import io.stackseed.cli.runs.RunCommands;
import io.stackseed.cli.validate.ValidateCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; by itself it only says what there is. */
@Command(
    name = "stackseed",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Fills DynamoDB tables from files in S3 while a CloudFormation stack is created.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:what was asked for was done",
      "1:it failed, and the reason was said",
      "2:the command line was wrong",
      "130:it was interrupted"
    })
public final class Stackseed implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Stackseed() {}

  /**
   * The root command with these under it, and those that need nothing else. What they throw is said
   * in one line, with exit code 1.
   *
   * @param commands objects annotated with {@link Command}
   */
  public static CommandLine commandLine(Object... commands) {
    return commandLine(Surroundings.real(AwsAccount::open), commands);
  }

  /** The same, in other surroundings than this process has. */
  public static CommandLine commandLine(Surroundings surroundings, Object... commands) {
    CommandLine commandLine = new CommandLine(new Stackseed());
    for (Object command : commands) {
      commandLine.addSubcommand(command);
    }
    commandLine.addSubcommand(new ValidateCommand());
    RunCommands.all(surroundings).forEach(commandLine::addSubcommand);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Stackseed::wrongUsage)
        .setExecutionExceptionHandler(inOneLine());
  }

  /** The command as it ships, without the embedded services. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: name a command.");
  }

  private static IExecutionExceptionHandler inOneLine() {
    return (exception, commandLine, parsed) -> {
      String message = exception.getMessage();
      String sentence =
          AwsFailures.sentence(exception).orElse(message == null ? exception.toString() : message);
      complain(commandLine, sentence);
      return 1;
    };
  }

  private static int wrongUsage(ParameterException exception, String[] arguments) {
    CommandLine commandLine = exception.getCommandLine();
    complain(
        commandLine,
        "%s See `%s --help`."
            .formatted(
                withStop(String.valueOf(exception.getMessage())),
                commandLine.getCommandSpec().qualifiedName()));
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String withStop(String sentence) {
    return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
  }

  private static void complain(CommandLine commandLine, String sentence) {
    PrintWriter err = commandLine.getErr();
    err.println("stackseed: " + sentence.replaceAll("\\R+ *", " ").strip());
    err.flush();
  }
}
