package io.stackseed.local;

import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.services.LocalSettings;
import io.stackseed.local.stack.CloudFormation;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the emulators once per test JVM and hands them to whoever asks for one in a parameter; and
 * the ingest stack, deployed onto them when the first asks for it.
 */
public final class EmbeddedAccount implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EmbeddedAccount.class);

  /** Retries come within milliseconds here, schedules' minutes are seconds. */
  private static final LocalSettings HASTY =
      LocalSettings.defaults()
          .withAsynchronousRetries(List.of(Duration.ofMillis(50), Duration.ofMillis(100)))
          .withScheduleMinute(Duration.ofSeconds(1));

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
    return type == EmbeddedServices.class
        || type == CloudFormation.class
        || type == IngestStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Account account = once(context, "account", Account.class, Account::open);
    Class<?> type = parameter.getParameter().getType();
    if (type == IngestStack.class) {
      return once(
          context,
          "ingest",
          IngestStack.class,
          () -> IngestStack.deploy(account.services(), account.cloudFormation()));
    }
    return type == EmbeddedServices.class ? account.services() : account.cloudFormation();
  }

  private static <T> T once(
      ExtensionContext context, String name, Class<T> type, Supplier<T> maker) {
    return context.getRoot().getStore(NAMESPACE).computeIfAbsent(name, key -> maker.get(), type);
  }
}
