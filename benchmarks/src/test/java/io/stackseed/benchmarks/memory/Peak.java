package io.stackseed.benchmarks.memory;

/**
 * What the load of one file came to.
 *
 * @param contentBytes more than the object's where it is compressed
 * @param liveBytes the most heap that a collection left; 0 if there was none
 * @param heapBytes the most heap that was in use at any time, garbage included
 * @param residentBytes the most memory that the process held; 0 where the system does not say
 */
record Peak(
    Source source,
    long objectBytes,
    long contentBytes,
    long items,
    long chunks,
    long liveBytes,
    long heapBytes,
    long residentBytes,
    double seconds) {}
