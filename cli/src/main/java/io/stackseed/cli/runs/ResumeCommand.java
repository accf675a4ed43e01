package io.stackseed.cli.runs;

import io.stackseed.cli.account.Ingest;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.request.RequestType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads what a run has left unfinished. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Loads what a failed or cancelled run has left unfinished, as a new run of the same version"
          + " of the file.",
      "",
      "It prints the new run's id. Properties stay as they were: a limit that was too low still is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed resume 3f2a9c41 --stack data-ingest --wait",
      "  stackseed resume 3f2a9c41 --stack data-ingest --json"
    })
final class ResumeCommand extends RunCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id, or the beginning of it.")
  private String run = "";

  @Option(
      names = "--wait",
      description =
          "Wait until the new run has ended. Ctrl-C ends the waiting, with exit code 130, and not"
              + " the run.")
  private boolean wait;

  ResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Ingest ingest) throws InterruptedException {
    String resumed = RunFinder.find(run, ingest);
    String runId = publish(ingest, RequestType.RESUME, resumed);
    say("Run %s is asked for: the rest of %s".formatted(runId, resumed));
    return report(ingest, runId, wait);
  }
}
