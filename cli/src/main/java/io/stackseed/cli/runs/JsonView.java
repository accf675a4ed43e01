package io.stackseed.cli.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.run.Progress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A line of JSON on standard output for whatever changes; what the run ends as is not one. */
final class JsonView implements RunView {
  private final PrintWriter out;
  private @Nullable Progress shown;

  JsonView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Pace pace) {
    Snapshot now = pace.now();
    if (now.hasEnded() || now.progress().equals(shown)) {
      return;
    }
    shown = now.progress();
    ObjectNode line = RunJson.of(now);
    line.put("RecordsPerSecond", pace.recordsPerSecond());
    pace.left()
        .ifPresentOrElse(
            left -> line.put("SecondsLeft", left.toSeconds()), () -> line.putNull("SecondsLeft"));
    out.println(line);
    out.flush();
  }

  @Override
  public void end() {}
}
