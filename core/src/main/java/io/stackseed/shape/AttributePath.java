package io.stackseed.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an attribute is: the names of the maps around it, from the outermost, then its own. It goes
 * into no list.
 *
 * @param names at least one, none of them empty
 */
public record AttributePath(List<String> names) {

  /**
   * @throws IllegalArgumentException if there is no name, or an empty one
   */
  public AttributePath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.contains("")) {
      throw new IllegalArgumentException("a name is empty");
    }
  }

  /**
   * Reads names separated by {@code .}; one of a name itself is written {@code \.}, and a backslash
   * {@code \\}.
   *
   * @throws IllegalArgumentException saying what is wrong, in words that follow the text
   */
  public static AttributePath parse(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        if (i == text.length() || (text.charAt(i) != '.' && text.charAt(i) != '\\')) {
          throw new IllegalArgumentException("a backslash stands before neither '.' nor '\\'");
        }
        name.append(text.charAt(i));
      } else if (c == '.') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return new AttributePath(names);
  }

  /** The item's own attribute that the path is, or goes into. */
  public String attribute() {
    return names.get(0);
  }

  /** Whether it goes into a map. */
  public boolean isNested() {
    return names.size() > 1;
  }

  /** Whether it is the other one, or goes into what the other one names. */
  public boolean isWithin(AttributePath other) {
    return names.size() >= other.names.size()
        && names.subList(0, other.names.size()).equals(other.names);
  }

  /** As it is read. */
  @Override
  public String toString() {
    return text(names.size());
  }

  /** As it is read, its first names alone. */
  String text(int count) {
    return names.stream()
        .limit(count)
        .map(name -> name.replace("\\", "\\\\").replace(".", "\\."))
        .collect(Collectors.joining("."));
  }
}
