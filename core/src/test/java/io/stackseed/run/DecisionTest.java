package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.reject.MaxRejected;
import io.stackseed.response.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
  private static final Instant DEADLINE = SampleRuns.DEADLINE;
  private static final Instant END_BY = DEADLINE.plusSeconds(7_200);

  // Counts

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

  @ParameterizedTest(name = "of {0}: {1}, {2} of 5 chunks done, {3} of {4} rejected")
  @CsvSource({
    // limit, state, done, rejected, read, decision
    "2, PLANNING, 1, 2, 10, WAIT",
    "2, LOADING, 1, 2, 10, WAIT",
    "2, LOADING, 5, 2, 10, SUCCEED",
    "2, PLANNING, 1, 3, 10, FAIL_FOR_REJECTS",
    "2, LOADING, 1, 3, 10, FAIL_FOR_REJECTS",
    "2, LOADING, 5, 3, 10, FAIL_FOR_REJECTS",
    "20%, PLANNING, 1, 10, 10, WAIT",
    "20%, LOADING, 4, 10, 10, WAIT",
    "20%, LOADING, 5, 2, 10, SUCCEED",
    "20%, LOADING, 5, 3, 10, FAIL_FOR_REJECTS",
    "20%, LOADING, 5, 1, 4, FAIL_FOR_REJECTS",
    "0%, LOADING, 1, 1, 10, FAIL_FOR_REJECTS",
    "100%, LOADING, 5, 10, 10, SUCCEED"
  })
  void aCountIsExceededAtOnceAndAPercentageAtTheEnd(
      String limit, RunState state, long done, long rejected, long read, Decision decision) {
    Run run = SampleRuns.allowing(MaxRejected.parse(limit), SampleRuns.create("r"));
    Counts counts = new Counts(read, read - rejected, 0, rejected, 0, 0, 0);
    long split = state == RunState.PLANNING ? 0 : 1;

    Progress progress = new Progress(state, 1, split, 5, done, counts, null);

    assertThat(Decision.of(run, progress, SampleRuns.REQUESTED_AT)).isEqualTo(decision);
  }

  // Everything that decides, together

  /** How far the source is known and loaded. */
  private enum Plan {
    INCOMPLETE(1, 5),
    COMPLETE(2, 4),
    LOADED(2, 5);

    /** Of two. */
    private final long split;

    /** Of five. */
    private final long done;

    Plan(long split, long done) {
      this.split = split;
      this.done = done;
    }
  }

  private enum Rejects {
    NONE(0),
    ONE(1);

    private final long count;

    Rejects(long count) {
      this.count = count;
    }
  }

  private enum Quiet {
    UNKNOWN(null),
    AHEAD(END_BY.plusSeconds(3_600)),
    COME(Instant.EPOCH);

    private final @Nullable Instant at;

    Quiet(@Nullable Instant at) {
      this.at = at;
    }
  }

  private enum Told {
    NOTHING,
    EARLY_ANSWER
  }

  private enum Moment {
    IN_TIME(DEADLINE.minusMillis(1)),
    PAST_DEADLINE(DEADLINE),
    JUST_BEFORE_END_BY(END_BY.minusMillis(1)),
    PAST_END_BY(END_BY);

    private final Instant at;

    Moment(Instant at) {
      this.at = at;
    }
  }

  private record Case(
      RunState state, Plan plan, Rejects rejects, Quiet quiet, Told told, Moment moment) {
    Decision decision() {
      Run run =
          new Run(
              "r",
              SampleRuns.resource("r"),
              "Create",
              SampleRuns.requester("r"),
              null,
              SampleRuns.REQUESTED_AT,
              SampleRuns.REQUESTED_AT,
              new Deadlines(DEADLINE, SampleRuns.ANSWER_BY, END_BY),
              new Silence("before", quiet.at),
              SampleRuns.load(false),
              null,
              told == Told.NOTHING ? null : Answer.success(Map.of()),
              null,
              null,
              false);
      Counts counts = new Counts(rejects.count, 0, 0, rejects.count, 0, 0, 0);
      return Decision.of(
          run, new Progress(state, 2, plan.split, 5, plan.done, counts, null), moment.at);
    }
  }

  private static final String TABLE =
      """
      SUCCEEDED FAILED CANCELLED | *                   | *    | *       | *            | *                  | WAIT
      PLANNING LOADING           | *                   | ONE  | *       | *            | *                  | FAIL_FOR_REJECTS
      PLANNING                   | COMPLETE LOADED     | NONE | *       | *            | *                  | BEGIN_LOADING
      LOADING                    | LOADED              | NONE | UNKNOWN | *            | *                  | FIND_SILENCE
      LOADING                    | LOADED              | NONE | COME    | *            | *                  | SUCCEED
      LOADING                    | LOADED              | NONE | AHEAD   | NOTHING      | IN_TIME            | WAIT
      LOADING                    | LOADED              | NONE | AHEAD   | NOTHING      | !IN_TIME           | FAIL_OVERDUE
      LOADING                    | LOADED              | NONE | AHEAD   | EARLY_ANSWER | !PAST_END_BY       | WAIT
      LOADING                    | LOADED              | NONE | AHEAD   | EARLY_ANSWER | PAST_END_BY        | FAIL_OVERDUE
      LOADING                    | INCOMPLETE COMPLETE | NONE | *       | NOTHING      | IN_TIME            | WAIT
      LOADING                    | INCOMPLETE COMPLETE | NONE | *       | NOTHING      | !IN_TIME           | FAIL_OVERDUE
      LOADING                    | INCOMPLETE COMPLETE | NONE | *       | EARLY_ANSWER | !PAST_END_BY       | WAIT
      LOADING                    | INCOMPLETE COMPLETE | NONE | *       | EARLY_ANSWER | PAST_END_BY        | FAIL_OVERDUE
      PLANNING                   | INCOMPLETE          | NONE | *       | NOTHING      | IN_TIME            | WAIT
      PLANNING                   | INCOMPLETE          | NONE | *       | NOTHING      | !IN_TIME           | FAIL_OVERDUE
      PLANNING                   | INCOMPLETE          | NONE | *       | EARLY_ANSWER | !PAST_END_BY       | WAIT
      PLANNING                   | INCOMPLETE          | NONE | *       | EARLY_ANSWER | PAST_END_BY        | FAIL_OVERDUE
      """;

  private record Row(String line, List<Case> cases, Decision decision) {
    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      List<Case> cases = new ArrayList<>();
      for (RunState state : named(RunState.class, cells[0])) {
        for (Plan plan : named(Plan.class, cells[1])) {
          for (Rejects rejects : named(Rejects.class, cells[2])) {
            for (Quiet quiet : named(Quiet.class, cells[3])) {
              for (Told told : named(Told.class, cells[4])) {
                for (Moment moment : named(Moment.class, cells[5])) {
                  cases.add(new Case(state, plan, rejects, quiet, told, moment));
                }
              }
            }
          }
        }
      }
      return new Row(line, cases, Decision.valueOf(cells[6].strip()));
    }

    /** Every value for {@code *}, all but one for {@code !}. */
    private static <E extends Enum<E>> Set<E> named(Class<E> type, String cell) {
      String names = cell.strip();
      if (names.equals("*")) {
        return EnumSet.allOf(type);
      }
      if (names.startsWith("!")) {
        return EnumSet.complementOf(EnumSet.of(Enum.valueOf(type, names.substring(1))));
      }
      return Arrays.stream(names.split(" ", -1))
          .map(name -> Enum.valueOf(type, name))
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    }

    @Override
    public String toString() {
      return line.replaceAll(" +", " ");
    }
  }

  private static List<Row> rows() {
    return TABLE.lines().map(Row::of).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsStoredAndTheTimeDecide(Row row) {
    assertThat(row.cases())
        .allSatisfy(each -> assertThat(each.decision()).isEqualTo(row.decision()));
  }

  @Test
  void tableDecidesEveryCaseOnce() {
    List<Case> cases = rows().stream().flatMap(row -> row.cases().stream()).toList();

    assertThat(cases).doesNotHaveDuplicates().hasSize(5 * 3 * 2 * 3 * 2 * 4);
  }

  @Test
  void silenceComesAtItsInstant() {
    Run run = SampleRuns.create("r").behind(new Silence("before", DEADLINE.minusSeconds(9)));
    Progress loaded = new Progress(RunState.LOADING, 1, 1, 5, 5, Counts.ZERO, null);

    assertThat(Decision.of(run, loaded, DEADLINE.minusSeconds(9).minusMillis(1)))
        .isEqualTo(Decision.WAIT);
    assertThat(Decision.of(run, loaded, DEADLINE.minusSeconds(9))).isEqualTo(Decision.SUCCEED);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void requestThatLoadsNothingEndsInSilenceHoweverLateThatIs(Moment moment) {
    Run delete = SampleRuns.withoutLoad("r");
    Progress awaiting = Progress.awaitingSilence();

    assertThat(Decision.of(delete.behind(Silence.after("before")), awaiting, moment.at))
        .isEqualTo(Decision.FIND_SILENCE);
    assertThat(
            Decision.of(delete.behind(new Silence("before", Quiet.AHEAD.at)), awaiting, moment.at))
        .isEqualTo(Decision.WAIT);
    assertThat(Decision.of(delete.behind(new Silence("before", moment.at)), awaiting, moment.at))
        .isEqualTo(Decision.SUCCEED);
    assertThat(Decision.of(delete, awaiting, moment.at)).isEqualTo(Decision.SUCCEED);
  }

  @Test
  void runByHandIsOverdueAtItsDeadline() {
    Run byHand = SampleRuns.byHand("r");
    Progress loading = new Progress(RunState.LOADING, 1, 1, 5, 4, Counts.ZERO, null);
    Instant deadline = byHand.deadlines().deadline();

    assertThat(Decision.of(byHand, loading, deadline.minusMillis(1))).isEqualTo(Decision.WAIT);
    assertThat(Decision.of(byHand, loading, deadline)).isEqualTo(Decision.FAIL_OVERDUE);
  }
}
