package io.stackseed.local.stack;

/** Whose resource it is. */
record StackIdentity(String name, String id) {}
