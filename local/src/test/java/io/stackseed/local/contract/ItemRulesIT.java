package io.stackseed.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.format.DynamoDbJsonText;
import io.stackseed.format.Format;
import io.stackseed.format.GoldenItems;
import io.stackseed.format.Layout;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.RandomItems;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.BorderlineItems;
import io.stackseed.item.Item;
import io.stackseed.item.ItemRules;
import io.stackseed.item.Numbers;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * What we refuse is what DynamoDB Local refuses, and what it takes it gives back. Where they
 * differ, the service's documentation stands:
 *
 * <ul>
 *   <li>DynamoDB Local takes digits of every script in a number, as Java does; the developer guide
 *       knows none but 0 to 9, and so do we.
 *   <li>It fails with a 500 on an attribute's name beyond 50,000 bytes, which is the limit of its
 *       JSON library; the guide allows 65,535. Names as long are not tried here.
 * </ul>
 */
@ExtendWith(EmbeddedAccount.class)
class ItemRulesIT {

  private static final List<String> OTHER_SCRIPTS = List.of("\u0661", "\uff11");
  private static @Nullable TableSchema madeOnce;

  private TableSchema table;
  private DynamoDbClient dynamoDb;
  private TargetTable tables;

  @BeforeEach
  void open(EmbeddedServices services) {
    dynamoDb = services.dynamoDb();
    tables = IngestStack.ports(services).targetTable();
    if (madeOnce == null) {
      madeOnce =
          tables.schema(
              DynamoDbTargetTableIT.createTable(
                  dynamoDb, BorderlineItems.KEY, BorderlineItems.INDEXES));
    }
    table = madeOnce;
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anItemIsRefusedIfTheTableRefusesItAndOnlyThen(long seed, int size) throws Exception {
    BorderlineItems borderline = new BorderlineItems(new Random(seed));
    ItemRules rules = new ItemRules(table);

    for (int i = 0; i < size; i++) {
      Item item = borderline.item();
      Optional<String> refusal = refusal(item);

      assertThat(rules.problem(item).isPresent())
          .as("seed %s: %s, the table says %s", seed, rules.problem(item), refusal)
          .isEqualTo(refusal.isPresent());
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aNumberIsRefusedIfTheTableRefusesItAndOnlyThen(long seed, int size) {
    RandomNumbers random = new RandomNumbers(new Random(seed));

    for (int i = 0; i < size; i++) {
      String digits = random.next(size);
      boolean refused = Numbers.problem(digits).isPresent();
      Optional<String> stored = stored(digits);

      assertThat(stored.isEmpty() || OTHER_SCRIPTS.contains(digits))
          .as("seed %s: %s is refused", seed, digits)
          .isEqualTo(refused);
      if (!refused) {
        assertThat(stored.map(GoldenItems::number)).hasValue(GoldenItems.number(digits));
      }
    }
  }

  /** Read by the readers, written through the port, and compared with what the text says. */
  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void whatAnExportHoldsIsReadBackAsItStands(long seed, int size) throws Exception {
    String line = export(new RandomItems(new Random(seed)), size);
    Item item = read(line);
    if (new ItemRules(table).problem(item).isPresent()) {
      // An empty set, or an element twice.
      return;
    }

    assertThat(refusal(item)).isEmpty();

    assertThat(PlainItems.plain(item("random")))
        .as("seed %s: %s", seed, line)
        .isEqualTo(GoldenItems.ofExport(line.getBytes(UTF_8)).get(0));
  }

  /** A random item, with a key. */
  private static String export(RandomItems random, int size) {
    Map<String, Value> attributes = new LinkedHashMap<>(random.item(size).attributes());
    // An index wants its keys to be of one type, and no name may be empty.
    attributes.keySet().removeAll(List.of("rank", "hash", ""));
    attributes.put("id", new Value.S("random"));
    attributes.put("at", new Value.S("random"));
    return DynamoDbJsonText.exported(new Item(attributes));
  }

  private static Item read(String line) throws IOException {
    InMemorySourceObjects objects = new InMemorySourceObjects();
    objects.put("bucket", "export", line.getBytes(UTF_8));
    SourceObject object = objects.describe(new SourceLocation("bucket", "export"), null);
    Layout layout = Layout.of(Format.DYNAMODB_JSON, 0);
    try (RecordReader reader = RecordReaders.open(layout, objects, object, object.wholeRange())) {
      return ((ParsedItem) reader.next()).item();
    }
  }

  /** What the table says against an item, as a load would write it. */
  private Optional<String> refusal(Item item) throws InterruptedException {
    Duration minute = Duration.ofMinutes(1);
    try (BatchCalls calls = tables.open(table, WriteMode.OVERWRITE, Instant.now().plus(minute))) {
      calls.start(List.of(item));
      BatchResult result = Objects.requireNonNull(calls.await(minute));
      assertThat(result.unprocessed()).isEmpty();
      return Optional.ofNullable(result.refusal());
    }
  }

  /** The number as it is read back; empty if the table refuses it. */
  private Optional<String> stored(String digits) {
    Map<String, AttributeValue> item =
        Map.of(
            "id", AttributeValue.fromS("number"),
            "at", AttributeValue.fromS("number"),
            "n", AttributeValue.fromN(digits));
    try {
      dynamoDb.putItem(put -> put.tableName(table.tableName()).item(item));
    } catch (DynamoDbException e) {
      assertThat(e.statusCode()).as(digits).isEqualTo(400);
      return Optional.empty();
    }
    return Optional.of(item("number").get("n").n());
  }

  private Map<String, AttributeValue> item(String key) {
    return dynamoDb
        .getItem(
            get ->
                get.tableName(table.tableName())
                    .consistentRead(true)
                    .key(Map.of("id", AttributeValue.fromS(key), "at", AttributeValue.fromS(key))))
        .item();
  }
}
