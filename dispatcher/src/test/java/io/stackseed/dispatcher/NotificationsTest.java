package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import io.stackseed.testing.Fakes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationsTest {
  private final List<String> handled = new ArrayList<>();

  @Test
  void oneThatFailsHindersNoOtherAndBringsAllBack() {
    assertThatThrownBy(() -> handle("bad-1", "good-1", "bad-2", "good-2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad-2");

    assertThat(handled).containsExactly("good-1", "good-2");
  }

  @Test
  void anInterruptionIsRemembered() {
    assertThatThrownBy(() -> handle("interrupt"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted");

    assertThat(Thread.interrupted()).isTrue();
  }

  private void handle(String... messageIds) {
    List<Notification> notifications = new ArrayList<>();
    for (String messageId : messageIds) {
      notifications.add(
          new Notification(TopicArn.parse(RequestsScene.TOPIC), messageId, Fakes.START, "{}"));
    }
    Notifications.handleEach(
        notifications,
        notification -> {
          if (notification.messageId().startsWith("bad")) {
            throw new IllegalArgumentException(notification.messageId());
          }
          if (notification.messageId().equals("interrupt")) {
            throw new InterruptedException();
          }
          handled.add(notification.messageId());
        });
  }
}
