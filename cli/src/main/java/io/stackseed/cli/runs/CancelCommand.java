package io.stackseed.cli.runs;

import io.stackseed.cli.account.AccountException;
import io.stackseed.cli.account.Ingest;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.request.RequestType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a run that is going on. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a run that is going on. What it has written stays; `stackseed resume` loads the rest.",
      "",
      "It returns when the run is cancelled. Workers notice within seconds."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed cancel 3f2a9c41 --stack data-ingest",
      "  stackseed cancel 3f2a9c41 --stack data-ingest --json"
    })
final class CancelCommand extends RunCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id, or the beginning of it.")
  private String run = "";

  CancelCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Ingest ingest) throws InterruptedException {
    String runId = RunFinder.find(run, ingest);
    String request = publish(ingest, RequestType.CANCEL, runId);
    Snapshot answer =
        waiting(ingest)
            .accepted(request, ACCEPTANCE)
            .orElseThrow(
                () ->
                    new AccountException(
                        "The Cancel of run %s is published, and not carried out yet. Look with `stackseed status %s`."
                            .formatted(runId, RunText.brief(runId))));
    if (answer.isRefused()) {
      return refused(answer);
    }
    print(Snapshot.of(runId, ingest.runs(), surroundings().time().now()).orElseThrow());
    return 0;
  }
}
