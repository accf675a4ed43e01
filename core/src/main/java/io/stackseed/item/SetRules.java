package io.stackseed.item;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table refuses of a set: that it has no element, or one of them twice. */
final class SetRules {

  private SetRules() {}

  /** The rule that the value breaks, null if it is no set or a table takes it. */
  static @Nullable Problem problem(Value value) {
    if (value instanceof Value.SS strings) {
      return problem("SS", strings.elements());
    }
    if (value instanceof Value.NS numbers) {
      // 1 and 1.0 are one number.
      return problem("NS", numbers.elements().stream().map(Numbers::canonical).toList());
    }
    if (value instanceof Value.BS binaries) {
      return problem("BS", binaries.elements());
    }
    return null;
  }

  private static @Nullable Problem problem(String descriptor, List<?> elements) {
    if (elements.isEmpty()) {
      return new Problem(RejectCode.SET_EMPTY, "a set (" + descriptor + ") is empty");
    }
    return new HashSet<>(elements).size() < elements.size()
        ? new Problem(RejectCode.SET_DUPLICATE, "a set (" + descriptor + ") has an element twice")
        : null;
  }
}
