package io.stackseed.cli.validate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.option.IndexOption;
import io.stackseed.cli.option.KeyOption;
import io.stackseed.cli.template.UnreadableTemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a run is to fill and how, by options, a template, or both. */
final class TableOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--key",
      paramLabel = "NAME:TYPE[,NAME:TYPE]",
      converter = KeyOption.Converter.class,
      description = "The table's partition key and sort key, with S, N or B as the type.")
  private @Nullable KeyOption key;

  @Option(
      names = "--index",
      paramLabel = "INDEX:NAME:TYPE[,NAME:TYPE]",
      converter = IndexOption.Converter.class,
      description =
          "A secondary index by its name and key; it is taken for a global one that projects all"
              + " attributes. May be given more than once.")
  private List<IndexOption> indexes = List.of();

  @Option(
      names = "--ttl",
      paramLabel = "ATTRIBUTE",
      description = "The attribute with the second, since 1970, at which an item expires.")
  private @Nullable String timeToLive;

  @Option(
      names = "--property",
      paramLabel = "K=V",
      description = "A property of the resource. May be given more than once.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "A CloudFormation template, whose resource says the properties and whose table the key,"
              + " indexes and time to live; what the other options say comes before. Of functions,"
              + " references to the table and to parameters with a default are followed.")
  private @Nullable Path templateFile;

  @Option(
      names = "--resource",
      paramLabel = "ID",
      description = "The template's resource, by its logical id.")
  private @Nullable String resource;

  /**
   * What is wanted of a run.
   *
   * @param properties the resource's, unchecked
   */
  record Wanted(Target target, ObjectNode properties) {}

  /**
   * What the options and the template say, the options first.
   *
   * @throws ParameterException if they do not say enough
   */
  Wanted read() throws IOException {
    try {
      SeedTemplate template = template();
      return new Wanted(target(template), given(template));
    } catch (UnreadableTemplateException e) {
      throw usage("--template: " + e.getMessage());
    }
  }

  private @Nullable SeedTemplate template() throws IOException {
    if (templateFile == null && resource == null) {
      return null;
    }
    if (templateFile == null) {
      throw usage("--resource needs --template: name the file that declares it.");
    }
    if (resource == null) {
      throw usage("--template needs --resource: name its resource, by its logical id.");
    }
    if (!Files.isRegularFile(templateFile)) {
      throw usage("--template: '%s' is not a file.".formatted(templateFile));
    }
    return SeedTemplate.read(templateFile, resource);
  }

  private Target target(@Nullable SeedTemplate template) {
    List<TargetIndex> givenIndexes =
        indexes.stream()
            .map(index -> new TargetIndex(index.schema(), TargetIndex.Scope.GLOBAL, null))
            .toList();
    if (key != null) {
      return new Target(key.schema(), givenIndexes, timeToLive);
    }
    if (template == null) {
      throw usage("--key is missing: name the table's key, for instance --key id:S.");
    }
    Target declared = template.target();
    return new Target(
        declared.key(),
        givenIndexes.isEmpty() ? declared.indexes() : givenIndexes,
        timeToLive == null ? declared.timeToLive() : timeToLive);
  }

  private ObjectNode given(@Nullable SeedTemplate template) {
    if (template != null) {
      return template.properties(properties);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    properties.forEach(given::put);
    return given;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
