package io.stackseed.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a function's handler class, with the method that Lambda would call.
 *
 * <p>Bytes become the method's event type, and its result becomes bytes, by the rules of Lambda's
 * own Java runtime: a known event class through its event serialiser, anything else through the
 * runtime's Jackson.
 */
final class Handler {

  private final Object instance;
  private final Method method;

  private Handler(Object instance, Method method) {
    this.instance = instance;
    this.method = method;
  }

  /**
   * Loads and instantiates.
   *
   * @param handler as in {@link FunctionConfiguration#handler}
   * @throws IllegalArgumentException naming the class, constructor or method that is missing
   */
  static Handler create(String handler, Map<String, String> environment) throws Throwable {
    Class<?> type = load(handler);
    Method method = method(type, handler);
    return new Handler(instantiate(type, environment), method);
  }

  /** Fails as {@link #create} would, without running a constructor. */
  static void check(String handler) {
    Class<?> type = load(handler);
    method(type, handler);
    constructor(type);
  }

  private static Class<?> load(String handler) {
    String className = handler.split("::", 2)[0];
    try {
      return Class.forName(className, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "Handler %s: the class %s is not on the class path".formatted(handler, className), e);
    }
  }

  private static Method method(Class<?> type, String handler) {
    String[] parts = handler.split("::", 2);
    boolean interfaceOnly = parts.length < 2;
    if (interfaceOnly
        && !RequestHandler.class.isAssignableFrom(type)
        && !RequestStreamHandler.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "Handler %s names no method and is no RequestHandler".formatted(handler));
    }
    String name = interfaceOnly ? "handleRequest" : parts[1];
    Method method =
        Arrays.stream(type.getMethods())
            .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
            .max(Comparator.comparingInt(Method::getParameterCount))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Handler %s: there is no public method %s".formatted(handler, name)));
    method.setAccessible(true);
    return method;
  }

  private static Object instantiate(Class<?> type, Map<String, String> environment)
      throws Throwable {
    Constructor<?> constructor = constructor(type);
    constructor.setAccessible(true);
    try {
      return constructor.getParameterCount() == 0
          ? constructor.newInstance()
          : constructor.newInstance(environment);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /**
   * The one that takes the environment. A no-argument constructor serves only a class without it:
   * such a handler reads no environment, or it reads this process's.
   */
  private static Constructor<?> constructor(Class<?> type) {
    try {
      return type.getDeclaredConstructor(Map.class);
    } catch (NoSuchMethodException noMapConstructor) {
      try {
        return type.getDeclaredConstructor();
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(
            "%s has no constructor without arguments and none that takes its environment"
                .formatted(type.getName()),
            e);
      }
    }
  }

  /** Carries one event through; throws what the handler throws. */
  byte[] invoke(byte[] event, Context context) throws Throwable {
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length >= 2 && parameters[0] == InputStream.class) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      call(
          parameters.length == 2
              ? new Object[] {new ByteArrayInputStream(event), output}
              : new Object[] {new ByteArrayInputStream(event), output, context});
      return output.toByteArray();
    }
    Object result = call(arguments(event, context));
    if (method.getReturnType() == void.class) {
      return "null".getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    write(result, output);
    return output.toByteArray();
  }

  private @Nullable Object[] arguments(byte[] event, Context context) {
    Class<?>[] parameters = method.getParameterTypes();
    return switch (parameters.length) {
      case 0 -> new Object[0];
      case 1 ->
          parameters[0] == Context.class
              ? new Object[] {context}
              : new @Nullable Object[] {read(event)};
      default -> new @Nullable Object[] {read(event), context};
    };
  }

  private @Nullable Object read(byte[] event) {
    Type type = method.getGenericParameterTypes()[0];
    return serializer(type).fromJson(new ByteArrayInputStream(event));
  }

  private void write(@Nullable Object result, OutputStream output) {
    if (result == null) {
      output(output, "null");
      return;
    }
    serializer(method.getGenericReturnType()).toJson(result, output);
  }

  private static void output(OutputStream output, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      output.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof Class<?> eventClass
        && LambdaEventSerializers.isLambdaSupportedEvent(eventClass.getName())) {
      return (PojoSerializer<Object>)
          LambdaEventSerializers.serializerFor(eventClass, eventClass.getClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  private @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
