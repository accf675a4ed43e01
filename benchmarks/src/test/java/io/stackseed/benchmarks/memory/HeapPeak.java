package io.stackseed.benchmarks.memory;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that was in use. Before a collection that is what had been left to it, garbage
 * included; after one it is nearly what is really held, and a leak would show there.
 */
final class HeapPeak {

  private final Set<String> heapPools =
      heapPools().stream().map(MemoryPoolMXBean::getName).collect(Collectors.toSet());
  private final AtomicLong afterCollection = new AtomicLong();

  private HeapPeak() {}

  /** Begins to look. */
  static HeapPeak begin() {
    HeapPeak peak = new HeapPeak();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener((event, unused) -> peak.note(event), null, null);
    }
    peak.restart();
    return peak;
  }

  /** Forgets what was. */
  void restart() {
    afterCollection.set(0);
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** The most that was in use at any time: the sum of the pools' peaks, so rather too much. */
  long bytes() {
    return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  /** The most that was in use right after a collection; 0 if there was none. */
  long bytesAfterCollection() {
    return afterCollection.get();
  }

  private void note(Notification event) {
    if (event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      long used =
          GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData())
              .getGcInfo()
              .getMemoryUsageAfterGc()
              .entrySet()
              .stream()
              .filter(pool -> heapPools.contains(pool.getKey()))
              .mapToLong(pool -> pool.getValue().getUsed())
              .sum();
      afterCollection.accumulateAndGet(used, Math::max);
    }
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
