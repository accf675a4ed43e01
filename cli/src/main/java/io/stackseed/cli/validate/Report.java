package io.stackseed.cli.validate;

import io.stackseed.cli.validate.Rejects.RejectedRecord;
import io.stackseed.failure.Failure.TooManyRejected;
import io.stackseed.reject.MaxRejected;
import java.util.ArrayList;
import java.util.List;

/**
 * What a validation came to.
 *
 * @param notes in which a run would differ from what was done here, as sentences
 * @param problems why a run of these files would fail, as sentences; none if it would succeed
 * @param capacity write units a second
 */
record Report(
    List<FileReport> files,
    Findings findings,
    List<String> notes,
    List<String> problems,
    long capacity,
    Price price) {

  Report {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /**
   * @param maxRejected how many rejects a run lets pass
   */
  static Report of(
      List<FileReport> files,
      Findings findings,
      List<String> notes,
      MaxRejected maxRejected,
      long capacity,
      Price price) {
    List<String> problems = new ArrayList<>();
    for (FileReport file : files) {
      if (file.problem() != null) {
        problems.add(file.file() + ": " + file.problem());
      }
    }
    RejectedRecord first = findings.rejects().veryFirst();
    if (first != null && !maxRejected.allows(findings.rejects().count(), findings.records())) {
      problems.add(
          new TooManyRejected(
                  findings.rejects().count(),
                  findings.records(),
                  maxRejected.of(findings.records()),
                  first.place().file(),
                  first.place().offset(),
                  first.reason(),
                  null)
              .sentence());
    }
    return new Report(files, findings, notes, problems, capacity, price);
  }

  boolean wouldSucceed() {
    return problems.isEmpty();
  }

  /** How long writing takes at least, in whole seconds. */
  long seconds() {
    return (findings.units().slowest() + capacity - 1) / capacity;
  }
}
