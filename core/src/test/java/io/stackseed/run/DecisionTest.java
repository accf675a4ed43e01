package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

  @ParameterizedTest(name = "{0}, {2} of {1} objects split, {4} of {3} chunks done, {5} rejected")
  @CsvSource({
    // state, objects, split, chunks, done, rejected, decision
    "PLANNING, 1, 0, 0, 0, 0, WAIT",
    "PLANNING, 2, 1, 5, 0, 0, WAIT",
    "PLANNING, 2, 1, 5, 5, 0, WAIT",
    "PLANNING, 1, 0, 0, 3, 0, WAIT",
    "PLANNING, 1, 1, 5, 0, 0, BEGIN_LOADING",
    "PLANNING, 1, 1, 5, 5, 0, BEGIN_LOADING",
    "PLANNING, 1, 1, 0, 0, 0, BEGIN_LOADING",
    "PLANNING, 0, 0, 0, 0, 0, BEGIN_LOADING",
    "PLANNING, 2, 1, 5, 1, 1, FAIL_FOR_REJECTS",
    "PLANNING, 1, 1, 5, 5, 1, FAIL_FOR_REJECTS",
    "LOADING, 1, 1, 5, 0, 0, WAIT",
    "LOADING, 1, 1, 5, 4, 0, WAIT",
    "LOADING, 1, 1, 5, 5, 0, SUCCEED",
    "LOADING, 1, 1, 0, 0, 0, SUCCEED",
    "LOADING, 2, 1, 5, 5, 0, WAIT",
    "LOADING, 1, 1, 5, 1, 1, FAIL_FOR_REJECTS",
    "LOADING, 1, 1, 5, 5, 1, FAIL_FOR_REJECTS",
    "SUCCEEDED, 1, 1, 5, 5, 0, WAIT",
    "SUCCEEDED, 0, 0, 0, 0, 0, WAIT",
    "FAILED, 1, 1, 5, 5, 0, WAIT",
    "FAILED, 1, 1, 5, 5, 3, WAIT",
    "FAILED, 1, 1, 5, 2, 0, WAIT",
    "CANCELLED, 1, 1, 5, 5, 0, WAIT",
    "CANCELLED, 1, 0, 0, 0, 0, WAIT",
    "CANCELLED, 1, 1, 5, 5, 3, WAIT"
  })
  void countsDecide(
      RunState state,
      long objects,
      long split,
      long chunks,
      long done,
      long rejected,
      Decision decision) {
    Counts counts = new Counts(rejected, 0, 0, rejected, 0, 0, 0);

    Progress progress = new Progress(state, objects, split, chunks, done, counts, null);

    assertThat(Decision.of(SampleRuns.create("r"), progress, SampleRuns.REQUESTED_AT))
        .isEqualTo(decision);
  }
}
