package io.stackseed.cli.runs;

import io.stackseed.cli.account.AccountException;
import io.stackseed.cli.account.Ingest;
import java.util.List;

/** Finds the run that somebody means by its id, or by the beginning of it. */
final class RunFinder {
  private static final int WHOLE = 32;

  /** So many digits no two runs have in common but by a rare chance. */
  private static final int TELLING = 8;

  private static final int SHOWN = 3;

  private RunFinder() {}

  /**
   * The whole id. Open runs are looked at first; only then is the whole progress table read.
   *
   * @throws AccountException if there is no such run, or more than one
   */
  static String find(String given, Ingest ingest) {
    if (given.length() >= WHOLE && ingest.runs().run(given).isPresent()) {
      return given;
    }
    if (given.length() >= TELLING) {
      List<String> open =
          ingest.runs().openRuns().stream().filter(id -> id.startsWith(given)).toList();
      if (open.size() == 1) {
        return open.get(0);
      }
    }
    List<String> all =
        given.length() >= WHOLE ? List.of() : ingest.directory().runIds(given).sorted().toList();
    if (all.isEmpty()) {
      throw new AccountException(
          "There is no run '%s'. `stackseed status --all` lists those there are; they are kept for 30 days."
              .formatted(given));
    }
    if (all.size() > 1) {
      throw new AccountException(
          "'%s' is the beginning of %d runs: %s. Give more of it."
              .formatted(given, all.size(), shown(all)));
    }
    return all.get(0);
  }

  private static String shown(List<String> all) {
    return all.size() <= SHOWN
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, SHOWN)) + ", …";
  }
}
