package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.log.LogContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFormatTest {
  private static final Logger LOG = LoggerFactory.getLogger(LogFormatTest.class);

  @Test
  void aLineIsAnObjectThatSaysWhatItIsAbout() {
    try (FunctionLog log = new FunctionLog("INFO")) {
      boolean unused =
          LogContext.about(
              "run-1",
              "run-1/0/7",
              () -> {
                LOG.info("{} is \"{}\"", "chunk", "done\n");
                return LogContext.about("run-2", () -> logged("of another")) && logged("again");
              });
      logged("about nothing");

      assertThat(log.lines()).hasSize(4);
      JsonNode first = log.lines().get(0);
      assertThat(first.path("formattedMessage").asText()).isEqualTo("chunk is \"done\n\"");
      assertThat(first.path("level").asText()).isEqualTo("INFO");
      assertThat(first.path("timestamp").isNumber()).isTrue();
      assertThat(log.lines())
          .extracting(LogFormatTest::about)
          .containsExactly("run-1, run-1/0/7", "run-2, ", "run-1, run-1/0/7", ", ");
    }
  }

  private static String about(JsonNode line) {
    return line.path("mdc").path("run").asText() + ", " + line.path("mdc").path("chunk").asText();
  }

  private static boolean logged(String text) {
    LOG.info(text);
    return true;
  }

  @Test
  void theLevelIsThatOfTheVariableAndOthersSayOnlyWhatIsWrong() {
    try (FunctionLog log = new FunctionLog("WARN")) {
      LOG.info("too little");
      LOG.warn("enough", new IllegalStateException("why"));
      LoggerFactory.getLogger("org.example.Library").info("chatter");

      assertThat(log.lines())
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("formattedMessage").asText()).isEqualTo("enough");
                assertThat(line.path("throwable").path("message").asText()).isEqualTo("why");
              });
    }
  }

  @Test
  void aLevelThatThereIsNotIsInfo() {
    try (FunctionLog log = new FunctionLog("LOUD")) {
      LOG.debug("too little");
      LOG.info("enough");

      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void elsewhereThanInLambdaTheLogIsLeftAlone() {
    LoggerContext context = new LoggerContext();

    assertThat(new LogFormat(Map.of()).configure(context))
        .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(context.getLogger("ROOT").iteratorForAppenders()).isExhausted();
  }
}
