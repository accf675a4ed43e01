package io.stackseed.cli.validate;

import io.stackseed.cli.output.BytesProgress;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.failure.FailureException;
import io.stackseed.format.Format;
import io.stackseed.format.MalformedSourceException;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.format.Reject;
import io.stackseed.item.ItemRules;
import io.stackseed.item.Problem;
import io.stackseed.item.RejectCode;
import io.stackseed.item.TableSchema;
import io.stackseed.request.IngestProperties;
import io.stackseed.run.Layouts;
import io.stackseed.run.PermanentFailures;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.Shaper;
import io.stackseed.shape.Shapers;
import io.stackseed.shape.Shaping;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads files to their ends as a run would, and says what of their records a table would take. */
final class Validation {
  /** Often enough for a person to see it move, seldom enough to cost nothing. */
  private static final int RECORDS_PER_STEP = 1024;

  private final TableSchema table;
  private final ItemRules rules;
  private final IngestProperties properties;
  private final Shaping shaping;
  private final Shaper shaper;
  private final Findings findings;
  private final BytesProgress progress;

  /**
   * @param shaping of the properties, with the key of the shapers
   */
  Validation(
      Target target,
      IngestProperties properties,
      Shaping shaping,
      Shapers shapers,
      Findings findings,
      BytesProgress progress) {
    this.table = target.schema();
    this.rules = new ItemRules(table);
    this.properties = properties;
    this.shaping = shaping;
    this.shaper = shapers.of(shaping);
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Reads one file.
   *
   * @throws IOException if the machine cannot read it, which says nothing of the file
   */
  FileReport file(Path path) throws IOException {
    LocalFile local = new LocalFile(path);
    OneFile file = new OneFile(path.toString(), local.describe());
    @Nullable String problem = null;
    try {
      file.read(local);
    } catch (FailureException | MalformedSourceException e) {
      problem = problem(e);
    } catch (SourceUnavailableException e) {
      problem = "It has changed while it was being read. Validate it again.";
    }
    progress.fileRead(file.object.sizeBytes());
    return file.report(problem);
  }

  /** The run's own words, but that the file's name is the user's and stands by the side. */
  private static String problem(RuntimeException exception) {
    Optional<Failure> failure = PermanentFailures.of(exception, "");
    if (failure.isEmpty()) {
      throw exception;
    }
    if (!(failure.get() instanceof UnusableSource source)) {
      return failure.get().sentence();
    }
    return source.offset() == null
        ? "It %s. %s.".formatted(source.problem(), source.remedy())
        : String.format(
            Locale.ROOT, "Byte %,d: %s. %s.", source.offset(), source.problem(), source.remedy());
  }

  private final class OneFile {
    private final String name;
    private final SourceObject object;
    private @Nullable Format format;
    private long items;
    private long rejected;
    private long sampledOut;

    OneFile(String name, SourceObject object) {
      this.name = name;
      this.object = object;
    }

    void read(LocalFile local) throws IOException {
      SourceFile file =
          new Layouts(local)
              .file(object, properties.layout(), table, shaping.given(), properties.chunkBytes());
      format = file.layout().format();
      try (RecordReader records =
          RecordReaders.open(
              file.layout(), local, object, file.layout().wholeRange(object.sizeBytes()))) {
        @Nullable ParsedRecord parsed = records.next();
        while (parsed != null) {
          take(shaper.shaped(parsed));
          if ((items + rejected + sampledOut) % RECORDS_PER_STEP == 0) {
            progress.within(records.bytesRead());
          }
          parsed = records.next();
        }
      }
    }

    private void take(@Nullable ParsedRecord parsed) {
      if (parsed == null) {
        sampledOut++;
        findings.sampledOut();
      } else if (parsed instanceof ParsedItem candidate) {
        Optional<Problem> problem = rules.problem(candidate.item());
        if (problem.isEmpty()) {
          items++;
          findings.item(name, candidate.offset(), candidate.item());
        } else {
          reject(candidate.offset(), problem.get().code(), problem.get().reason());
        }
      } else if (parsed instanceof Reject reject) {
        reject(reject.offset(), reject.code(), reject.reason());
      }
    }

    private void reject(long offset, RejectCode code, String reason) {
      rejected++;
      findings.reject(name, offset, code, reason);
    }

    FileReport report(@Nullable String problem) {
      return new FileReport(name, object.sizeBytes(), format, items, rejected, sampledOut, problem);
    }
  }
}
