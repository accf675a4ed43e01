package io.stackseed.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two jars hold that {@code templates/ingest.yaml} deploys, and the command's. */
class LambdaJarsIT {
  /** Where the SDK keeps its HTTP clients, each in a package of its own. */
  private static final String HTTP_CLIENTS = "software/amazon/awssdk/http/";

  /** Lambda takes 50 MB in one upload. */
  private static final long MAXIMUM_BYTES = 50L << 20;

  @ParameterizedTest
  @CsvSource({
    "dispatcher, io/stackseed/dispatcher/RequestsHandler",
    "dispatcher, io/stackseed/dispatcher/SplitsHandler",
    "dispatcher, io/stackseed/dispatcher/WatchdogHandler",
    "dispatcher, io/stackseed/dispatcher/RescueHandler",
    "worker, io/stackseed/worker/ChunksHandler",
  })
  void theHandlerIsInItsJarWithAllOfCore(String module, String handler) throws IOException {
    assertThat(entries(module))
        .contains(
            handler + ".class",
            "io/stackseed/aws/AwsServices.class",
            "com/amazonaws/services/lambda/runtime/RequestHandler.class");
  }

  @ParameterizedTest
  @CsvSource({"dispatcher, io/stackseed/worker/", "worker, io/stackseed/dispatcher/"})
  void oneModulesHandlersAreNotInTheOthersJar(String module, String other) throws IOException {
    assertThat(entries(module)).noneMatch(entry -> entry.startsWith(other));
  }

  @ParameterizedTest
  @CsvSource({"dispatcher", "worker"})
  void thereIsOneHttpClientAndNoNetty(String module) throws IOException {
    List<String> entries = entries(module);

    assertThat(entries)
        .filteredOn(
            entry ->
                entry.matches(
                    HTTP_CLIENTS + "(apache5|apache|nio|urlconnection|crt)/.*Client\\.class"))
        .isNotEmpty()
        .allMatch(entry -> entry.startsWith(HTTP_CLIENTS + "apache5/"));
    assertThat(entries)
        .noneMatch(entry -> entry.startsWith("io/netty/") || entry.startsWith("org/apache/http/"));
    assertThat(text(module, "META-INF/services/software.amazon.awssdk.http.SdkHttpService").lines())
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
        .containsExactly("software.amazon.awssdk.http.apache5.Apache5SdkHttpService");
  }

  @ParameterizedTest
  @CsvSource({"dispatcher", "worker"})
  void noEmulatorNoTestAndNoCommandIsInIt(String module) throws IOException {
    assertThat(entries(module))
        .noneMatch(
            entry ->
                entry.matches(
                    "(io/stackseed/(local|cli|testing)|org/elasticmq|com/adobe/testing|picocli"
                        + "|com/amazonaws/services/dynamodbv2/local|org/junit|org/assertj"
                        + "|org/mockito|org/springframework)/.*"))
        .noneMatch(
            entry ->
                entry.matches("io/stackseed/.*(Test|IT|Contract|InMemory\\w+)(\\$.*)?\\.class"));
  }

  @ParameterizedTest
  @CsvSource({"dispatcher", "worker"})
  void noSignatureOfAnotherJarIsLeftThatItWouldBreak(String module) throws IOException {
    assertThat(entries(module)).noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
  }

  @ParameterizedTest
  @CsvSource({"dispatcher", "worker"})
  void noClassIsInItTwiceAndLambdaTakesItsSize(String module) throws IOException {
    assertThat(entries(module)).doesNotHaveDuplicates();
    assertThat(Files.size(jar(module))).isLessThan(MAXIMUM_BYTES);
  }

  @Test
  void theCommandsJarHasNoEmulatorAndRunsByItself() throws Exception {
    assertThat(entries("cli"))
        .contains("io/stackseed/cli/Stackseed.class", "io/stackseed/aws/AwsServices.class")
        .doesNotHaveDuplicates()
        .noneMatch(
            entry ->
                entry.matches(
                    "(io/stackseed/(local|dispatcher|worker)|org/elasticmq|com/adobe/testing"
                        + "|com/amazonaws/services/dynamodbv2/local|org/junit|io/netty"
                        + "|org/springframework)/.*|META-INF/[^/]*\\.(SF|DSA|RSA)"));
    Process help =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar("cli").toString(),
                "--version")
            .redirectErrorStream(true)
            .start();
    String said = new String(help.getInputStream().readAllBytes(), UTF_8);
    assertThat(help.waitFor()).as(said).isZero();
    assertThat(said).matches("stackseed [0-9].*\\R");
  }

  private static Path jar(String module) {
    return Path.of("..", module, "target", (module.equals("cli") ? "stackseed" : module) + ".jar");
  }

  private static List<String> entries(String module) throws IOException {
    try (JarFile jar = new JarFile(jar(module).toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  private static String text(String module, String entry) throws IOException {
    try (JarFile jar = new JarFile(jar(module).toFile())) {
      return new String(jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), UTF_8);
    }
  }
}
