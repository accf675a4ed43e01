package io.stackseed.local.stack;

/** What a template calls a resource by, name or ARN, brought to the name. */
final class Names {

  private Names() {}

  /** The last part of an ARN, or the name itself. */
  static String ofFunction(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1)
        : nameOrArn;
  }
}
