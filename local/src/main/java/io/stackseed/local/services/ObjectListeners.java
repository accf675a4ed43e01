package io.stackseed.local.services;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to know that an object was put; a wait for an object needs no polling then. */
final class ObjectListeners {

  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** {@code listener} gets the decoded path, {@code /bucket/key}, after the object is readable. */
  void add(Consumer<String> listener) {
    listeners.add(listener);
  }

  void remove(Consumer<String> listener) {
    listeners.remove(listener);
  }

  void objectPut(String path) {
    listeners.forEach(listener -> listener.accept(path));
  }
}
