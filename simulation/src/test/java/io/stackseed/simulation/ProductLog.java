package io.stackseed.simulation;

import io.stackseed.item.TargetTableException;
import io.stackseed.source.SourceUnavailableException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What the functions log, and throw: an error that nothing disturbed explains is a defect. */
final class ProductLog {
  /** What the functions say of themselves when they had to give up for now. */
  private static final List<String> GIVEN_UP =
      List.of(
          "is not at rest",
          "the chunk queue refused",
          "no time is left for a call",
          "the most that can be decompressed in one go",
          "the table did not take the chunk's items");

  private final Scheduler scheduler;
  private final Story story;

  ProductLog(Scheduler scheduler, Story story) {
    this.scheduler = scheduler;
    this.story = story;
  }

  /** True if the lines are wanted. */
  boolean isTold() {
    return story.isTold();
  }

  void line(Level level, String text, @Nullable Throwable thrown) {
    if (story.isTold()) {
      story.tell(
          scheduler.now(),
          scheduler.current(),
          "    " + level + " " + text + (thrown == null ? "" : " (" + thrown + ")"));
    }
    if (text.contains(CloudFormation.SECRET)) {
      scheduler.fail(new Violation("a credential in the log: " + text));
    }
    if (thrown != null) {
      check(thrown);
    }
    if (level == Level.ERROR && text.startsWith("Counter drift")) {
      scheduler.fail(new Violation(text));
    }
  }

  /** Something was caught, or ended an actor. */
  void check(Throwable thrown) {
    if (!isExplained(thrown)) {
      scheduler.fail(new Violation("a defect: " + thrown, thrown));
    }
  }

  private static boolean isExplained(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains(CloudFormation.SECRET)) {
        return false;
      }
      if (cause instanceof ServiceFailure
          || cause instanceof Death
          || cause instanceof IOException
          || cause instanceof TargetTableException
          || cause instanceof SourceUnavailableException
          || GIVEN_UP.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
