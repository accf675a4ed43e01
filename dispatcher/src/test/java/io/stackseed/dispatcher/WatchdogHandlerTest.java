package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.time.Time;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchdogHandlerTest {
  private static final Map<String, Object> EVENT = Map.of("source", "aws.scheduler");

  private final RequestsScene scene = new RequestsScene();

  /** Its invocation's time is the machine's. */
  private final WatchdogHandler handler = new WatchdogHandler(scene.watchdog(Time.system()));

  private final Context context = mock(Context.class);

  @BeforeEach
  void leaveAnAnswerUnsent() {
    scene.publish(RequestText.create("request-1"));
    scene.fakes.runs.killAfter("end");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
  }

  @Test
  void aTickIsARound() {
    when(context.getRemainingTimeInMillis()).thenReturn(60_000);

    handler.handleRequest(EVENT, context);

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRoundEndsWithItsInvocation() {
    when(context.getRemainingTimeInMillis()).thenReturn(0);

    handler.handleRequest(EVENT, context);

    assertThat(scene.bodies()).isEmpty();
  }

  @Test
  void aRoundThatFailsFailsTheInvocation() {
    when(context.getRemainingTimeInMillis()).thenReturn(60_000);
    scene.fakes.runs.failBefore("openRuns", 1);

    assertThatThrownBy(() -> handler.handleRequest(EVENT, context))
        .isInstanceOf(RuntimeException.class);
  }
}
