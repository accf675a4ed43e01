package io.stackseed.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stackseed.reject.RejectedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The lines of a reject report: JSON objects with {@code object}, {@code versionId} if there is
 * one, {@code offset}, {@code record}, {@code code}, {@code reason}, then {@code raw} or, of what
 * is not UTF-8, {@code rawBase64}, and {@code truncated} if there is more of the record. Names may
 * be added.
 */
final class RejectedRecordCodec {
  private static final JsonFactory JSON = new JsonFactory();

  private RejectedRecordCodec() {}

  static byte[] write(List<RejectedRecord> records) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(lines)) {
      json.setRootValueSeparator(null);
      for (RejectedRecord record : records) {
        write(json, record);
        json.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return lines.toByteArray();
  }

  private static void write(JsonGenerator json, RejectedRecord record) throws IOException {
    json.writeStartObject();
    json.writeStringField("object", record.object());
    if (record.versionId() != null) {
      json.writeStringField("versionId", record.versionId());
    }
    json.writeNumberField("offset", record.offset());
    json.writeNumberField("record", record.number());
    json.writeStringField("code", record.code().name());
    json.writeStringField("reason", record.reason());
    String text = record.raw().text();
    if (text == null) {
      json.writeBinaryField("rawBase64", record.raw().bytes().toArray());
    } else {
      json.writeStringField("raw", text);
    }
    if (record.raw().isTruncated()) {
      json.writeBooleanField("truncated", true);
    }
    json.writeEndObject();
  }
}
