package io.stackseed.aws;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.request.ResourceKey;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys of the progress table. Numbers have leading zeros, so that they sort. */
final class Keys {
  static final String PK = "pk";
  static final String SK = "sk";
  private static final String RUN = "RUN#";
  static final String CHUNKS = "CHUNK#";
  static final String OBJECTS = "OBJECT#";
  static final String RUN_ITEM = "RUN";

  private Keys() {}

  static Map<String, AttributeValue> run(String runId) {
    return key(partition(runId), RUN_ITEM);
  }

  static Map<String, AttributeValue> progress(String runId) {
    return key(partition(runId), "PROGRESS");
  }

  static Map<String, AttributeValue> watch(String runId) {
    return key(partition(runId), "WATCH");
  }

  static Map<String, AttributeValue> schedule(String runId) {
    return key(partition(runId), "SCHEDULE");
  }

  static Map<String, AttributeValue> page(String runId, int object, int page) {
    return key(partition(runId), "PLAN#%05d#%06d".formatted(object, page));
  }

  static Map<String, AttributeValue> listing(String runId, String listing, int page) {
    return key(partition(runId), "SOURCE#%s#%06d".formatted(listing, page));
  }

  static Map<String, AttributeValue> marker(Leased what) {
    return what instanceof ChunkId chunk
        ? key(
            partition(chunk.runId()), CHUNKS + "%05d#%08d".formatted(chunk.object(), chunk.chunk()))
        : object(((ObjectId) what).runId(), ((ObjectId) what).object());
  }

  static Map<String, AttributeValue> object(String runId, int object) {
    return key(partition(runId), OBJECTS + "%05d".formatted(object));
  }

  static Map<String, AttributeValue> resource(ResourceKey resource) {
    return key("RESOURCE#" + resource.hash(), "RESOURCE");
  }

  /** What the sort keys of the markers of an object's chunks begin with. */
  static String chunks(ObjectId object) {
    return CHUNKS + "%05d#".formatted(object.object());
  }

  /** The number of the object that a marker's sort key names. */
  static int object(String sortKey) {
    return Integer.parseInt(sortKey.substring(OBJECTS.length()));
  }

  /** The chunk that a marker's sort key names. */
  static ChunkId chunk(String runId, String sortKey) {
    String[] numbers = sortKey.substring(CHUNKS.length()).split("#", -1);
    return new ChunkId(runId, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  static String runId(String partitionKey) {
    return partitionKey.substring(RUN.length());
  }

  static String partition(String runId) {
    return RUN + runId;
  }

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of(PK, AttributeValue.fromS(partition), SK, AttributeValue.fromS(sort));
  }
}
