package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.format.CorpusText.Form;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of the golden corpus, checked in among the resources: about five hundred orders, and
 * fewer items of more types, in every format. Those of one table hold the same items.
 */
public enum CorpusFile {
  ORDERS_ARRAY(Corpus.ORDERS, "orders.json", Form.ARRAY),
  ORDERS_PRETTY(Corpus.ORDERS, "orders.pretty.json", Form.PRETTY),
  ORDERS_LINES(Corpus.ORDERS, "orders.jsonl", Form.LINES),
  ORDERS_CSV(Corpus.ORDERS, "orders.csv", Form.CSV),
  ORDERS_EXPORT(Corpus.ORDERS, "orders.dynamodb.json", Form.EXPORT),
  ORDERS_BARE(Corpus.ORDERS, "orders.bare.jsonl", Form.BARE),
  ORDERS_ION(Corpus.ORDERS, "orders.ion", Form.ION),
  PRODUCTS_CSV(Corpus.PRODUCTS, "products.csv", Form.CSV),
  PRODUCTS_EXPORT(Corpus.PRODUCTS, "products.dynamodb.json", Form.EXPORT),
  PRODUCTS_ION(Corpus.PRODUCTS, "products.ion", Form.ION),
  READINGS_EXPORT(Corpus.READINGS, "readings.dynamodb.json", Form.EXPORT),
  READINGS_BARE(Corpus.READINGS, "readings.bare.jsonl", Form.BARE),
  READINGS_ION(Corpus.READINGS, "readings.ion", Form.ION);

  private final Corpus corpus;
  private final String fileName;
  private final Form form;

  CorpusFile(Corpus corpus, String fileName, Form form) {
    this.corpus = corpus;
    this.fileName = fileName;
    this.form = form;
  }

  /** The files of one table. */
  static List<CorpusFile> of(Corpus corpus) {
    return Arrays.stream(values()).filter(file -> file.corpus == corpus).toList();
  }

  /** A name that goes with its content, so that both tell the format. */
  public String fileName() {
    return fileName;
  }

  Format format() {
    return form.format();
  }

  /** The file as it is checked in. */
  public byte[] bytes() {
    return resource(fileName);
  }

  /** What the generator makes of it. */
  byte[] written() {
    return form.of(corpus.items()).getBytes(UTF_8);
  }

  /** What a request says of its CSV, the table's keys apart; of no use to any other format. */
  public CsvOptions csv() {
    return form == Form.CSV
        ? new CsvOptions(',', null, types(), empty(), true)
        : CsvOptions.DEFAULT;
  }

  private Map<String, CsvType> types() {
    return switch (corpus) {
      case ORDERS ->
          Map.of(
              "contact", CsvType.M,
              "lines", CsvType.L,
              "total", CsvType.N,
              "weightKg", CsvType.N,
              "gift", CsvType.BOOL,
              "tags", CsvType.L);
      case PRODUCTS ->
          Map.of(
              "price", CsvType.N,
              "available", CsvType.BOOL,
              "thumbnail", CsvType.B,
              "sizes", CsvType.NS,
              "labels", CsvType.SS,
              "details", CsvType.M,
              "history", CsvType.L);
      case READINGS -> throw new IllegalStateException("no CSV can hold sets of bytes");
    };
  }

  private CsvEmpty empty() {
    return corpus == Corpus.PRODUCTS ? CsvEmpty.NULL : CsvEmpty.EMPTY_STRING;
  }

  /** The key of the table that the file fills. */
  public KeySchema key() {
    return switch (corpus) {
      case ORDERS ->
          new KeySchema(
              new KeyAttribute("customerId", KeyType.S), new KeyAttribute("orderId", KeyType.N));
      case PRODUCTS -> new KeySchema(new KeyAttribute("sku", KeyType.S), null);
      case READINGS ->
          new KeySchema(new KeyAttribute("device", KeyType.B), new KeyAttribute("at", KeyType.N));
    };
  }

  /** What the table must hold, read from the checked-in export by {@link GoldenItems}. */
  public List<Map<String, Object>> golden() {
    return GoldenItems.ofExport(
        switch (corpus) {
          case ORDERS -> ORDERS_EXPORT.bytes();
          case PRODUCTS -> PRODUCTS_EXPORT.bytes();
          case READINGS -> READINGS_EXPORT.bytes();
        });
  }

  static byte[] resource(String name) {
    try (InputStream in = CorpusFile.class.getResourceAsStream("corpus/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
