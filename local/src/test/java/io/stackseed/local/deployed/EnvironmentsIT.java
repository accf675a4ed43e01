package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The templates that load another part, or another file, for each environment, as they are. */
@ExtendWith(EmbeddedAccount.class)
class EnvironmentsIT {

  private static final Path SAMPLE = Path.of("../templates/sample-per-environment.yaml");
  private static final Path FILES = Path.of("../templates/file-per-environment.yaml");
  private static final Path DATA = Path.of("../sample-data");

  @Test
  void anEnvironmentLoadsItsPercentageOfCustomersWithAllTheirOrders(IngestStack ingest)
      throws Exception {
    ingest.upload("orders.json", Files.readAllBytes(DATA.resolve("orders.json")));

    Stack dev = create(ingest, SAMPLE, "dev");
    Stack test = create(ingest, SAMPLE, "test");

    Set<String> developers = customers(ingest, dev);
    Set<String> testers = customers(ingest, test);
    assertThat(testers).containsAll(developers).hasSizeGreaterThan(developers.size());
    for (Stack stack : Set.of(dev, test)) {
      long written = Long.parseLong(stack.output("ItemsWritten"));
      assertThat(written + Long.parseLong(stack.output("ItemsSampledOut"))).isEqualTo(20_019);
      assertThat(written).isPositive();
      ingest.cloudFormation().delete(stack.name()).orThrow();
    }
  }

  @Test
  void anEnvironmentLoadsTheFileThatIsMappedToIt(IngestStack ingest) throws Exception {
    for (Map.Entry<String, String> file :
        Map.of(
                "dev/customers.csv", "3",
                "test/customers.ion", "2",
                "prod/customers.dynamodb.json.gz", "2")
            .entrySet()) {
      String key = file.getKey();
      String name = key.substring(key.indexOf('/') + 1);
      String version =
          ingest.upload(key, Files.readAllBytes(DATA.resolve("formats").resolve(name)));

      Stack stack = create(ingest, FILES, key.substring(0, key.indexOf('/')));

      assertThat(stack.output("SourceVersion")).as(key).isEqualTo(version);
      assertThat(stack.output("ItemsWritten")).as(key).isEqualTo(file.getValue());
      ingest.cloudFormation().delete(stack.name()).orThrow();
    }
  }

  private static Stack create(IngestStack ingest, Path template, String environment) {
    return ingest
        .cloudFormation()
        .create(
            "for-" + environment,
            template,
            Map.of("DataIngestStackName", IngestStack.NAME, "Environment", environment))
        .orThrow();
  }

  private static Set<String> customers(IngestStack ingest, Stack stack) {
    Set<String> customers = new TreeSet<>();
    ingest
        .services()
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(stack.output("TableName")).consistentRead(true))
        .items()
        .forEach(item -> customers.add(item.get("customerId").s()));
    return customers;
  }
}
