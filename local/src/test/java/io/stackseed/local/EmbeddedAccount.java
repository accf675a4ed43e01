package io.stackseed.local;

import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.services.LocalSettings;
import io.stackseed.local.stack.CloudFormation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the emulators once per test JVM and hands them to whoever asks for one in a parameter. */
public final class EmbeddedAccount implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EmbeddedAccount.class);

  /** Retries come within milliseconds here, schedules' minutes are 200 ms long. */
  private static final LocalSettings HASTY =
      LocalSettings.defaults()
          .withAsynchronousRetries(List.of(Duration.ofMillis(50), Duration.ofMillis(100)))
          .withScheduleMinute(Duration.ofMillis(200));

  private record Account(EmbeddedServices services, CloudFormation cloudFormation)
      implements AutoCloseable {

    static Account open() {
      EmbeddedServices services = EmbeddedServices.start(HASTY);
      return new Account(services, new CloudFormation(services));
    }

    @Override
    public void close() {
      cloudFormation.close();
      services.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedServices.class || type == CloudFormation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Account account =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent("account", key -> Account.open(), Account.class);
    return parameter.getParameter().getType() == EmbeddedServices.class
        ? account.services()
        : account.cloudFormation();
  }
}
