package io.stackseed.simulation;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Takes the functions' log into the story of the world that they run in, and drops all else. */
public final class LoggingProvider implements SLF4JServiceProvider {
  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  @Override
  public void initialize() {}

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, StoryLogger::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  private static final class StoryLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    StoryLogger(String name) {
      this.name = name.substring(name.lastIndexOf('.') + 1);
    }

    private static @Nullable Scheduler world() {
      return Thread.currentThread() instanceof Carrier carrier ? carrier.scheduler() : null;
    }

    private static boolean isTold() {
      Scheduler world = world();
      return world != null && world.log().isTold();
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return isTold();
    }

    @Override
    public boolean isWarnEnabled() {
      return isTold();
    }

    /** Always: what is an error and no disturbance explains is a defect. */
    @Override
    public boolean isErrorEnabled() {
      return world() != null;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      Scheduler world = world();
      if (world != null) {
        world.log().line(level, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
      }
    }
  }
}
