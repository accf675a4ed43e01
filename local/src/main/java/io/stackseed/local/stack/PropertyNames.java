package io.stackseed.local.stack;

import io.stackseed.local.template.Resource;
import io.stackseed.local.template.TemplateException;
import java.util.Set;

/**
 * The properties a resource type knows.
 *
 * @param honoured what it acts on
 * @param ignored what means nothing here, as encryption or tags
 */
record PropertyNames(Set<String> honoured, Set<String> ignored, boolean anything) {

  static PropertyNames honouring(String... names) {
    return new PropertyNames(Set.of(names), Set.of(), false);
  }

  /** A custom resource's properties are its own affair. */
  static PropertyNames any() {
    return new PropertyNames(Set.of(), Set.of(), true);
  }

  PropertyNames ignoring(String... names) {
    return new PropertyNames(honoured, Set.of(names), false);
  }

  void check(Resource resource) {
    if (anything) {
      return;
    }
    resource
        .properties()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!honoured.contains(name) && !ignored.contains(name)) {
                throw new TemplateException(
                    "Resource %s: the property %s of %s is not supported"
                        .formatted(resource.logicalId(), name, resource.type()));
              }
            });
  }
}
