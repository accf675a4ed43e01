package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.parse.OrderTexts;
import io.stackseed.benchmarks.writecpu.CpuSample.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The AWS CLI's {@code batch-write-item}: a process for every 25 items, so that its start is part
 * of what an item costs however many there are. Bash tells its CPU.
 */
final class AwsCli {
  private static final int BATCH = 25;

  /** The arguments are the endpoint and the files, a batch each. */
  private static final String SCRIPT =
      """
      endpoint=$1; shift
      TIMEFORMAT='%3U %3S'
      time for file in "$@"; do
        aws dynamodb batch-write-item --endpoint-url "$endpoint" --request-items "file://$file" \
          >/dev/null || exit 1
      done
      """;

  private AwsCli() {}

  /** What the table calls it, with its version; empty if it, or bash, is not installed. */
  static String label() throws InterruptedException {
    String version = Tools.version("bash", "-c", "aws --version");
    return version.isEmpty()
        ? ""
        : version.split(" ", 2)[0].replace("aws-cli/", "AWS CLI ") + ", a process for each 25";
  }

  /** Loads a file of few orders. */
  static CpuSample load(URI endpoint, OrderFile file) throws IOException, InterruptedException {
    List<Path> batches = batches(OrderTexts.trees(file));
    try {
      List<String> command = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
      command.add(endpoint.toString());
      batches.forEach(batch -> command.add(batch.toString()));
      Process bash = Tools.process(command).redirectErrorStream(true).start();
      String printed = new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
      if (bash.waitFor() != 0) {
        throw new IllegalStateException("the AWS CLI failed: " + printed);
      }
      String[] seconds = printed.substring(printed.lastIndexOf('\n') + 1).split(" ", -1);
      double nanos = (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1])) * 1e9;
      return new CpuSample(Kind.WARM, file.orders(), Math.round(nanos));
    } finally {
      for (Path batch : batches) {
        Files.delete(batch);
      }
    }
  }

  private static List<Path> batches(List<ObjectNode> orders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int from = 0; from < orders.size(); from += BATCH) {
      ObjectNode requests = JsonNodeFactory.instance.objectNode();
      ArrayNode writes = requests.putArray(CountingTable.NAME);
      for (ObjectNode order : orders.subList(from, Math.min(orders.size(), from + BATCH))) {
        writes.addObject().putObject("PutRequest").set("Item", OrderTexts.dynamoDbItem(order));
      }
      Path file = Files.createTempFile("stackseed-", ".json");
      files.add(Files.writeString(file, requests.toString()));
    }
    return files;
  }
}
