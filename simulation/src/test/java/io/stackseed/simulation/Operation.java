package io.stackseed.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that CloudFormation asks of a resource and waits for. An operator may have it tried
 * again: the same RequestId, another ResponseURL.
 */
final class Operation {
  private final String type;
  private final String requestId;
  private final StackResource resource;
  private final ResourceProperties properties;
  private final @Nullable ResourceProperties oldProperties;
  private final @Nullable String physicalId;
  private final List<Attempt> attempts = new ArrayList<>();
  private State state = State.PENDING;

  enum State {
    PENDING,
    ANSWERED,
    TIMED_OUT,
    /** CloudFormation has something else to do and does not listen. */
    ABANDONED
  }

  /** One sending of it. */
  static final class Attempt {
    private final Operation operation;
    private final String url;
    private final long startedAt;
    private final long timesOutAt;
    private final long expiresAt;
    private String messageId = "";
    private String runId = "";
    private boolean isWithdrawn;
    private @Nullable String body;

    Attempt(Operation operation, String url, long startedAt, long expiresAt) {
      this.operation = operation;
      this.url = url;
      this.startedAt = startedAt;
      this.timesOutAt = startedAt + operation.properties.timeoutMillis();
      this.expiresAt = expiresAt;
    }

    Operation operation() {
      return operation;
    }

    /** The credential. */
    String url() {
      return url;
    }

    /** In milliseconds of the epoch, as the others. */
    long startedAt() {
      return startedAt;
    }

    /** When CloudFormation stops listening. */
    long timesOutAt() {
      return timesOutAt;
    }

    /** When the URL does. */
    long expiresAt() {
      return expiresAt;
    }

    /** When nobody can be told any more. */
    long closesAt() {
      return Math.min(timesOutAt, expiresAt);
    }

    /** The run that the product makes of it. */
    String runId() {
      return runId;
    }

    /** The notification that it went out with. */
    String messageId() {
      return messageId;
    }

    void published(String message, String run) {
      messageId = message;
      runId = run;
    }

    /** True once a later sending of the operation was accepted. */
    boolean isWithdrawn() {
      return isWithdrawn;
    }

    /** This one was accepted: the earlier ones are not to be answered any more. */
    void withdrawEarlier() {
      for (Attempt earlier : operation.attempts) {
        if (earlier == this) {
          return;
        }
        earlier.isWithdrawn = true;
      }
    }

    /** What was PUT to its URL first; null if nothing was. */
    @Nullable String body() {
      return body;
    }

    void put(String first) {
      body = first;
    }

    @Override
    public String toString() {
      int number = operation.attempts.indexOf(this) + 1;
      return operation + (number > 1 ? " try " + number : "");
    }
  }

  Operation(
      String type,
      String requestId,
      StackResource resource,
      ResourceProperties properties,
      @Nullable ResourceProperties oldProperties,
      @Nullable String physicalId) {
    this.type = type;
    this.requestId = requestId;
    this.resource = resource;
    this.properties = properties;
    this.oldProperties = oldProperties;
    this.physicalId = physicalId;
  }

  String type() {
    return type;
  }

  boolean isDelete() {
    return type.equals("Delete");
  }

  String requestId() {
    return requestId;
  }

  StackResource resource() {
    return resource;
  }

  ResourceProperties properties() {
    return properties;
  }

  /** Null unless it is an Update. */
  @Nullable ResourceProperties oldProperties() {
    return oldProperties;
  }

  /** Null if it is a Create. */
  @Nullable String physicalId() {
    return physicalId;
  }

  State state() {
    return state;
  }

  boolean isPending() {
    return state == State.PENDING;
  }

  void become(State next) {
    state = next;
  }

  void add(Attempt attempt) {
    attempts.add(attempt);
    state = State.PENDING;
  }

  List<Attempt> attempts() {
    return attempts;
  }

  /** The sending that CloudFormation listens to. */
  Attempt latest() {
    return attempts.get(attempts.size() - 1);
  }

  @Override
  public String toString() {
    return type + " " + requestId;
  }
}
