package io.stackseed.aws;

import io.stackseed.item.Item;
import java.io.ByteArrayInputStream;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/** The body of a BatchWriteItem that puts items into one table and asks what they consumed. */
final class BatchBody {

  private BatchBody() {}

  /** A body that can be sent again. */
  static RequestBody of(String tableName, List<Item> batch) {
    JsonBuffer json = new JsonBuffer();
    ItemJson items = new ItemJson(json);
    json.raw("{\"RequestItems\":{").string(tableName).raw(":[");
    for (Item item : batch) {
      json.raw("{\"PutRequest\":{\"Item\":");
      items.write(item);
      json.raw("}},");
    }
    json.end("]},\"ReturnConsumedCapacity\":\"TOTAL\"}");
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(json.array(), 0, json.length()),
        json.length(),
        "application/x-amz-json-1.0");
  }
}
