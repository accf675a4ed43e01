package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.FailureException;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.LayoutRequest;
import io.stackseed.item.WriteMode;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.shape.ShapingRequest;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourcePrefix;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestPropertiesTest {
  private static final TopicArn HOME = TopicArn.parse("arn:aws:sns:us-east-1:123456789012:ingest");
  private static final String REQUIRED = "'TargetTable':'orders','DataIngestFile':'o.jsonl'";

  @Test
  void onlyTableAndFileAreRequired() {
    assertThat(with(""))
        .isEqualTo(
            new IngestProperties(
                TableArn.parse("orders", HOME),
                new SourceLocation("ingest-bucket", "o.jsonl"),
                null,
                null,
                LayoutRequest.AUTO,
                ShapingRequest.NONE,
                false,
                4_194_304,
                true,
                MaxRejected.none(),
                WriteOptions.DEFAULT,
                null));
  }

  @Test
  void everyPropertyIsReadFromText() {
    assertThat(
            with(
                ",'ObjectVersionId':'v1','DataVersion':'2024-05','Format':'json',"
                    + "'ChunkBytes':'1048576','WaitForCompletion':'false','MaxRejected':'2.5%',"
                    + "'WriteMode':'skip-existing','MaxWriteUnitsPerSecond':'5000','CompletionHandle':'https://handle/'"))
        .isEqualTo(
            new IngestProperties(
                TableArn.parse("orders", HOME),
                new SourceLocation("ingest-bucket", "o.jsonl"),
                "v1",
                "2024-05",
                new LayoutRequest(Format.JSON, null, CsvOptions.DEFAULT),
                ShapingRequest.NONE,
                false,
                1_048_576,
                false,
                MaxRejected.parse("2.5%"),
                new WriteOptions(WriteMode.SKIP_EXISTING, 5_000L),
                "https://handle/"));
  }

  @Test
  void scalarsAreReadInTheirNativeFormToo() {
    IngestProperties properties =
        with(",'DataVersion':7,'ChunkBytes':1048576,'WaitForCompletion':false,'MaxRejected':5");

    assertThat(properties.dataVersion()).isEqualTo("7");
    assertThat(properties.chunkBytes()).isEqualTo(1_048_576);
    assertThat(properties.waitForCompletion()).isFalse();
    assertThat(properties.maxRejected()).isEqualTo(MaxRejected.parse("5"));
  }

  @Test
  void emptyAndNullPropertiesAreAbsent() {
    IngestProperties absent = with("");

    assertThat(
            with(
                ",'ObjectVersionId':'','DataVersion':'','Format':'','ChunkBytes':'',"
                    + "'WaitForCompletion':'','MaxRejected':'','CompletionHandle':''"))
        .isEqualTo(absent);
    assertThat(
            with(
                ",'ObjectVersionId':null,'DataVersion':null,'Format':null,'ChunkBytes':null,"
                    + "'WaitForCompletion':null,'CompletionHandle':null"))
        .isEqualTo(absent);
  }

  @Test
  void whatIsCloudFormationsOwnIsNoProperty() {
    assertThat(with(",'ServiceToken':'arn:aws:sns:x','ServiceTimeout':'abc'")).isEqualTo(with(""));
  }

  // TargetTable

  @Test
  void tableIsReadByNameOrArn() {
    String arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";

    assertThat(parse("{'TargetTable':'" + arn + "','DataIngestFile':'o.jsonl'}"))
        .isEqualTo(with(""));
  }

  @Test
  void tableAloneIsReadWhateverTheRestIs() {
    JsonNode properties = Json.of("{'TargetTable':'orders','Nonsense':1}");

    assertThat(IngestProperties.targetTable(properties, HOME))
        .isEqualTo(TableArn.parse("orders", HOME));
    assertThatThrownBy(() -> IngestProperties.targetTable(null, HOME))
        .isInstanceOf(FailureException.class)
        .hasMessage("TargetTable: missing. Name the table to fill.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'DataIngestFile':'o.jsonl'}",
        "{'TargetTable':'','DataIngestFile':'o.jsonl'}",
        "{'TargetTable':null,'DataIngestFile':'o.jsonl'}"
      })
  void missingTableIsNamed(String properties) {
    assertRefused(properties, "TargetTable: missing. Name the table to fill.");
  }

  @Test
  void tableElsewhereIsRefused() {
    assertRefused(
        "{'TargetTable':'arn:aws:dynamodb:eu-west-1:123456789012:table/orders',"
            + "'DataIngestFile':'o.jsonl'}",
        "TargetTable: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders' is in account"
            + " 123456789012 and region eu-west-1. Use a table of account 123456789012 in region"
            + " us-east-1.");
  }

  // DataIngestFile

  @ParameterizedTest
  @CsvSource({
    "o.jsonl, ingest-bucket, o.jsonl",
    "a/b c/größe.json, ingest-bucket, a/b c/größe.json",
    "/o.jsonl, ingest-bucket, /o.jsonl",
    "s3://b1-data/o.jsonl, b1-data, o.jsonl",
    "s3://b1-data/a/b.json, b1-data, a/b.json",
    "s3://b1-data//o.jsonl, b1-data, /o.jsonl",
    "my-manifest-summary.json, ingest-bucket, my-manifest-summary.json"
  })
  void fileIsAKeyOfTheIngestBucketOrAnyObject(String file, String bucket, String key) {
    assertThat(withFile(file).dataIngestFile()).isEqualTo(new SourceLocation(bucket, key));
  }

  @Test
  void missingFileIsNamed() {
    assertRefused(
        "{'TargetTable':'orders'}",
        "DataIngestFile: missing. Name an object of the ingest bucket.");
  }

  @ParameterizedTest
  @CsvSource({
    "orders/, s3://ingest-bucket/orders/",
    "s3://b1-data/orders/, s3://b1-data/orders/",
    "s3://b1-data/, s3://b1-data/",
    "/, s3://ingest-bucket//"
  })
  void whatEndsInASlashIsAPrefix(String file, String prefix) {
    IngestProperties properties = withFile(file);

    assertThat(properties.dataIngestFile()).isInstanceOf(SourcePrefix.class).hasToString(prefix);
    assertThat(properties.isOneObject()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "manifest-summary.json, false",
    "s3://b1-data/AWSDynamoDB/01-a/manifest-summary.json, false",
    "not-manifest-summary.json, true",
    "manifest-summary.json.gz, true"
  })
  void manifestOfAnExportIsNotTheSourceItself(String file, boolean isOneObject) {
    assertThat(withFile(file).isOneObject()).isEqualTo(isOneObject);
  }

  @ParameterizedTest
  @CsvSource({
    "orders/, s3://ingest-bucket/orders/",
    "a/manifest-summary.json, s3://ingest-bucket/a/manifest-summary.json"
  })
  void manyObjectsHaveNoVersionOfOne(String file, String name) {
    assertRefused(
        "{'TargetTable':'orders','DataIngestFile':'%s','ObjectVersionId':'v1'}".formatted(file),
        "ObjectVersionId: 'v1' is the version of one object, and %s are many. Remove it."
            .formatted(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://b1-data", "s3:///key", "s3://No_Bucket/key"})
  void whatNamesNoObjectIsRefused(String file) {
    assertFileRefused(
        file,
        "DataIngestFile: '%s' is not the name of an object or a prefix. Use a key or a"
            + " prefix of the ingest bucket, or s3://bucket/key, of at most 1,024 bytes.");
  }

  @Test
  void keyOf1024BytesIsReadAndOneOf1025IsNot() {
    String longest = "ä".repeat(512);

    assertThat(withFile(longest).dataIngestFile())
        .isEqualTo(new SourceLocation("ingest-bucket", longest));
    assertFileRefused(
        longest + "a",
        "DataIngestFile: '%s' is not the name of an object or a prefix. Use a key or a"
            + " prefix of the ingest bucket, or s3://bucket/key, of at most 1,024 bytes.");
  }

  @Test
  void sentencesAreTheSameWhateverTheMachinesLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertRefused(
          "{'TargetTable':'orders','DataIngestFile':'s3://b1-data'}",
          "DataIngestFile: 's3://b1-data' is not the name of an object or a prefix. Use a key or a"
              + " prefix of the ingest bucket, or s3://bucket/key, of at most 1,024 bytes.");
    } finally {
      Locale.setDefault(before);
    }
  }

  // Format

  @ParameterizedTest
  @CsvSource({
    "json, JSON",
    "JSON, JSON",
    "jsonl, JSON_LINES",
    "JSONL, JSON_LINES",
    "Json_L, JSON_LINES",
    "json-l, JSON_LINES",
    "auto,",
    "AUTO,",
    "Au-to_,",
    "DynamoDB-JSON, DYNAMODB_JSON",
    "dynamodb_json, DYNAMODB_JSON",
    "Ion, ION"
  })
  void formatIsReadWithoutRegardToCaseAndDashes(String text, @Nullable Format format) {
    assertThat(with(",'Format':'" + text + "'").layout().format()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "tsv", "-"})
  void formatThatIsNotReadIsRefused(String text) {
    assertWithRefused(
        ",'Format':'" + text + "'",
        "Format: '%s' is not allowed. Use auto, json, jsonl, csv, dynamodb-json or ion."
            .formatted(text));
  }

  // Compression

  @ParameterizedTest
  @CsvSource({"none, NONE", "GZIP, GZIP", "z-std, ZSTD", "Auto,"})
  void compressionIsReadWithoutRegardToCaseAndDashes(
      String text, @Nullable Compression compression) {
    assertThat(with(",'Compression':'" + text + "'").layout().compression()).isEqualTo(compression);
  }

  @Test
  void compressionThatIsNotReadIsRefused() {
    assertWithRefused(
        ",'Compression':'bzip2'",
        "Compression: 'bzip2' is not allowed. Use auto, none, gzip or zstd.");
  }

  // Csv

  @Test
  void csvPropertiesAreReadNativelyAndAsText() {
    CsvOptions expected =
        new CsvOptions(
            ';',
            List.of("id", "price"),
            Map.of("price", CsvType.N, "tags", CsvType.SS),
            CsvEmpty.EMPTY_STRING,
            false);

    assertThat(
            with(",'Format':'CSV','CsvDelimiter':';','CsvHeader':['id','price'],"
                    + "'CsvTypes':{'price':'N','tags':'ss'},'CsvEmpty':'empty_string',"
                    + "'CsvQuotedNewlines':'false'")
                .layout())
        .isEqualTo(new LayoutRequest(Format.CSV, null, expected));
    assertThat(
            with(",'CsvDelimiter':';','CsvHeader':'[\"id\",\"price\"]',"
                    + "'CsvTypes':'{\"price\":\"n\",\"tags\":\"SS\"}',"
                    + "'CsvEmpty':'EmptyString','CsvQuotedNewlines':false")
                .layout())
        .isEqualTo(new LayoutRequest(null, null, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\\\t", "tab", "TAB", "\\t"})
  void csvDelimiterMayBeATab(String json) {
    assertThat(with(",'CsvDelimiter':'" + json + "'").layout().csv().delimiter()).isEqualTo('\t');
  }

  @ParameterizedTest
  @ValueSource(strings = {",,", "é", "comma", "\\\"", "\\n"})
  void csvDelimiterIsOneAsciiCharacter(String json) {
    assertThatThrownBy(() -> with(",'CsvDelimiter':'" + json + "'"))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("CsvDelimiter: '")
        .hasMessageEndingWith(
            "' is not allowed. Use one ASCII character that is no quote, or tab.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'CsvHeader':'id' | CsvHeader: not a list of texts. Use a list of texts, natively or as JSON text.",
        "'CsvHeader':{} | CsvHeader: not a list of texts. Use a list of texts, natively or as JSON text.",
        "'CsvHeader':[['id']] | CsvHeader: not a list of texts. Use a list of texts, natively or as JSON text.",
        "'CsvHeader':[] | CsvHeader: a name is missing. Name each field of the file.",
        "'CsvHeader':['id',''] | CsvHeader: a name is missing. Name each field of the file.",
        "'CsvHeader':['id','id'] | CsvHeader: a name is given twice. Name each field by a name of its own.",
        "'CsvTypes':['N'] | CsvTypes: not a map of texts. Use a map of texts, natively or as JSON text.",
        "'CsvTypes':{'price':'Number'} | CsvTypes: 'Number' of 'price' is not allowed. Use S, N, B, BOOL, L, M, SS or NS.",
        "'CsvTypes':{'price':null} | CsvTypes: not a map of texts. Use a map of texts, natively or as JSON text.",
        "'CsvEmpty':'Nul' | CsvEmpty: 'Nul' is not allowed. Use Omit, Null or EmptyString.",
        "'CsvQuotedNewlines':'no' | CsvQuotedNewlines: 'no' is not allowed. Use true or false.",
        "'Format':'json','CsvDelimiter':';' | CsvDelimiter: contradicts Format json. Remove one of them."
      })
  void badCsvPropertiesAreRefused(String properties, String message) {
    assertWithRefused("," + properties, message);
  }

  // ChunkBytes

  @ParameterizedTest
  @ValueSource(longs = {262_144, 262_145, 67_108_863, 67_108_864})
  void chunkBytesAreReadUpToTheirEdges(long bytes) {
    assertThat(with(",'ChunkBytes':'" + bytes + "'").chunkBytes()).isEqualTo(bytes);
    assertThat(with(",'ChunkBytes':" + bytes).chunkBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "262143",
        "67108865",
        "0",
        "-1",
        "4MiB",
        "4,194,304",
        "4194304.0",
        "99999999999999999999"
      })
  void chunkBytesBeyondTheirEdgesAreRefused(String text) {
    assertWithRefused(
        ",'ChunkBytes':'" + text + "'",
        "ChunkBytes: '%s' is not allowed. Use a whole number from 262144 to 67108864."
            .formatted(text));
  }

  // MaxRejected

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "101%", "2,5%", "all"})
  void maxRejectedIsACountOrAPercentage(String text) {
    assertWithRefused(
        ",'MaxRejected':'" + text + "'",
        "MaxRejected: '%s' is not allowed. Use a whole number, or a percentage from 0%% to 100%% such as 2.5%%."
            .formatted(text));
  }

  // WaitForCompletion

  @ParameterizedTest
  @CsvSource({"'true', true", "'TRUE', true", "'False', false", "'false', false"})
  void waitForCompletionIsReadWithoutRegardToCase(String text, boolean waits) {
    assertThat(with(",'WaitForCompletion':'" + text + "'").waitForCompletion()).isEqualTo(waits);
    assertThat(with(",'WaitForCompletion':" + waits).waitForCompletion()).isEqualTo(waits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "0", " true"})
  void waitForCompletionIsNothingElse(String text) {
    assertWithRefused(
        ",'WaitForCompletion':'" + text + "'",
        "WaitForCompletion: '%s' is not allowed. Use true or false.".formatted(text));
  }

  // CompletionHandle

  @Test
  void resourceWithACompletionHandleIsAnsweredBeforeTheEnd() {
    IngestProperties properties = with(",'CompletionHandle':'https://handle/?a=b'");

    assertThat(properties.completionHandle()).isEqualTo("https://handle/?a=b");
    assertThat(properties.waitForCompletion()).isFalse();
    assertThat(with(",'CompletionHandle':'https://handle/?a=b','WaitForCompletion':false"))
        .isEqualTo(properties);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "'true'", "'TRUE'"})
  void completionHandleContradictsWaitingForCompletion(String waits) {
    assertWithRefused(
        ",'CompletionHandle':'https://handle/?X-Amz-Signature=secret','WaitForCompletion':" + waits,
        "WaitForCompletion: 'true' contradicts CompletionHandle. Remove one of them.");
  }

  @Test
  void propertiesNeverShowTheHandle() {
    assertThat(with(",'CompletionHandle':'https://handle/?X-Amz-Signature=secret'"))
        .hasToString(
            "IngestProperties[s3://ingest-bucket/o.jsonl into"
                + " arn:aws:dynamodb:us-east-1:123456789012:table/orders]");
  }

  // Names and shapes

  @Test
  void missingPropertiesAreNamed() {
    assertThatThrownBy(() -> IngestProperties.parse(null, HOME, "ingest-bucket"))
        .isInstanceOf(FailureException.class)
        .hasMessage("ResourceProperties: missing. Give at least TargetTable and DataIngestFile.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'text'", "5"})
  void propertiesThatAreNoMapAreRefused(String properties) {
    assertRefused(
        properties,
        "ResourceProperties: not an object. Give at least TargetTable and DataIngestFile.");
  }

  @ParameterizedTest
  @CsvSource({
    "Targettable, TargetTable",
    "TargetTabel, TargetTable",
    "TargetTables, TargetTable",
    "Table, ",
    "DataIngestfile, DataIngestFile",
    "IngestFile, DataIngestFile",
    "dataversion, DataVersion",
    "DataVersionId, DataVersion",
    "ObjektVersionId, ObjectVersionId",
    "Formt, Format",
    "ChunkByte, ChunkBytes",
    "Wait, "
  })
  void unknownPropertyIsNamedWithTheOneThatWasMeant(String name, @Nullable String meant) {
    assertWithRefused(
        ",'" + name + "':'x'",
        "Unknown property '%s'. %s"
            .formatted(name, meant == null ? "Remove it." : "Did you mean " + meant + "?"));
  }

  @Test
  void writeModeIsOneOfTwo() {
    assertThat(with(",'WriteMode':'OVERWRITE'").writing()).isEqualTo(WriteOptions.DEFAULT);
    assertThat(with(",'WriteMode':'Skip_Existing'").writing())
        .isEqualTo(new WriteOptions(WriteMode.SKIP_EXISTING, null));
    assertRefused(
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','WriteMode':'Merge'}",
        "WriteMode: 'Merge' is not allowed. Use Overwrite or SkipExisting.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.5", "1000000001", "fast"})
  void capOnTheWriteUnitsIsAWholeNumberFromOneOn(String value) {
    assertRefused(
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','MaxWriteUnitsPerSecond':'%s'}"
            .formatted(value),
        "MaxWriteUnitsPerSecond: '%s' is not allowed. Use a whole number from 1 to 1000000000."
            .formatted(value));
  }

  @Test
  void writeModeAsksForAnotherIngestAndTheCapDoesNot() {
    String plain = with("").reingestHash();

    assertThat(with(",'WriteMode':'Overwrite'").reingestHash()).isEqualTo(plain);
    assertThat(with(",'MaxWriteUnitsPerSecond':'7'").reingestHash()).isEqualTo(plain);
    assertThat(with(",'WriteMode':'SkipExisting'").reingestHash()).isNotEqualTo(plain);
  }

  @Test
  void unknownPropertyIsNamedBeforeAMissingOne() {
    assertRefused(
        "{'Targettable':'orders','DataIngestFile':'o.jsonl'}",
        "Unknown property 'Targettable'. Did you mean TargetTable?");
  }

  @ParameterizedTest
  @CsvSource({"'[\"a\"]', list", "'{\"a\":1}', map", "[], list"})
  void listsAndMapsAreNoScalars(String json, String shape) {
    for (String property :
        new String[] {
          "ObjectVersionId",
          "DataVersion",
          "Format",
          "ChunkBytes",
          "WaitForCompletion",
          "CompletionHandle"
        }) {
      assertWithRefused(
          ",'" + property + "':" + json,
          property + ": a " + shape + " is not allowed. Use a single value.");
    }
  }

  // What asks for another ingest

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'TargetTable':'others','DataIngestFile':'o.jsonl'}",
        "{'TargetTable':'orders','DataIngestFile':'p.jsonl'}",
        "{'TargetTable':'orders','DataIngestFile':'s3://other-bucket/o.jsonl'}",
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','ObjectVersionId':'v1'}",
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','ObjectVersionId':'v2'}",
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','DataVersion':'v1'}",
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','DataVersion':'v2'}",
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','Format':'json'}",
        "{'TargetTable':'orders','DataIngestFile':'o.jsonl','Format':'jsonl'}"
      })
  void changeOfATableFileVersionOrFormatIngestsAgain(String properties) {
    assertThat(parse(properties).reingestHash()).isNotEqualTo(with("").reingestHash());
  }

  @Test
  void changesToDifferentValuesAndOfDifferentPropertiesAreDifferent() {
    assertThat(
            new String[] {
              with("").reingestHash(),
              with(",'ObjectVersionId':'v1'").reingestHash(),
              with(",'ObjectVersionId':'v2'").reingestHash(),
              with(",'DataVersion':'v2'").reingestHash(),
              with(",'DataVersion':'v1'").reingestHash(),
              with(",'ObjectVersionId':'v1','DataVersion':'v1'").reingestHash(),
              with(",'Format':'json'").reingestHash(),
              with(",'Format':'jsonl'").reingestHash(),
              with(",'Format':'csv'").reingestHash(),
              with(",'Compression':'gzip'").reingestHash(),
              with(",'Compression':'none'").reingestHash(),
              with(",'CsvDelimiter':';'").reingestHash(),
              with(",'CsvDelimiter':'tab'").reingestHash(),
              with(",'CsvHeader':['a','b']").reingestHash(),
              with(",'CsvHeader':['a, b']").reingestHash(),
              with(",'CsvTypes':{'a':'N'}").reingestHash(),
              with(",'CsvTypes':{'a':'M'}").reingestHash(),
              with(",'CsvEmpty':'Null'").reingestHash(),
              with(",'CsvQuotedNewlines':'false'").reingestHash()
            })
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'ChunkBytes':'262144'",
        ",'WaitForCompletion':'false'",
        ",'MaxRejected':'100%'",
        ",'CompletionHandle':'https://handle/'",
        ",'Format':'auto'",
        ",'ServiceTimeout':'600'",
        ",'DataVersion':''"
      })
  void changeOfHowItIsDoneDoesNotIngestAgain(String more) {
    assertThat(with(more).reingestHash()).isEqualTo(with("").reingestHash());
  }

  @Test
  void otherNameOfTheSameThingDoesNotIngestAgain() {
    assertThat(
            parse(
                    "{'TargetTable':'arn:aws:dynamodb:us-east-1:123456789012:table/orders',"
                        + "'DataIngestFile':'s3://ingest-bucket/o.jsonl'}")
                .reingestHash())
        .isEqualTo(with("").reingestHash());
  }

  private static IngestProperties with(String more) {
    return parse("{" + REQUIRED + more + "}");
  }

  private static IngestProperties withFile(String file) {
    return parse("{'TargetTable':'orders','DataIngestFile':'" + file + "'}");
  }

  private static IngestProperties parse(String properties) {
    return IngestProperties.parse(Json.of(properties), HOME, "ingest-bucket");
  }

  private static void assertFileRefused(String file, String sentence) {
    assertRefused(
        "{'TargetTable':'orders','DataIngestFile':'" + file + "'}", sentence.formatted(file));
  }

  private static void assertWithRefused(String more, String sentence) {
    assertRefused("{" + REQUIRED + more + "}", sentence);
  }

  private static void assertRefused(String properties, String sentence) {
    assertThatThrownBy(() -> parse(properties))
        .isInstanceOf(FailureException.class)
        .hasMessage(sentence);
  }
}
