package io.stackseed.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a role needs of KMS, where keys are given: no code asks for it, the services do, with the
 * caller's rights. So it follows from what else the role needs.
 */
final class KmsNeeds {
  /** The key of what the stack itself keeps. */
  static final String DATA_KEY = "data key";

  /** The keys of sources, of target tables and of the key of {@code Hash}. */
  static final String FURTHER_KEYS = "further keys";

  private static final Pattern NEED = Pattern.compile("(\\w+):(\\w+) on (.*)");

  private static final Pattern VIA =
      Pattern.compile("([a-z0-9]+)\\.\\$\\{AWS::Region}\\.amazonaws\\.com\\*");

  /** The services of this stack that its key encrypts for; logs are encrypted by their service. */
  private static final Set<String> KEEPING = Set.of("s3", "sqs", "sns", "dynamodb");

  /** What hands over content, which is encrypted with a new data key. */
  private static final Set<String> HANDING_OVER =
      Set.of("s3:PutObject", "sqs:SendMessage", "sns:Publish");

  private KmsNeeds() {}

  static boolean isKey(String resource) {
    return resource.equals(DATA_KEY) || resource.equals(FURTHER_KEYS);
  }

  static String named(String action, String key, String service) {
    return "%s on %s through %s".formatted(action, key, service);
  }

  /** The services to which a statement on keys is limited; one that is not has "everything". */
  static Set<String> services(JsonNode statement) {
    Set<String> services = new TreeSet<>();
    Matcher matcher =
        VIA.matcher(
            statement.path("Condition").path("StringLike").path("kms:ViaService").toString());
    while (matcher.find()) {
      services.add(matcher.group(1));
    }
    return services.isEmpty() ? Set.of("everything") : services;
  }

  /**
   * What follows from the needs, both as {@code action on resource}. A source may be in the ingest
   * bucket or in any other.
   */
  static Set<String> of(Set<String> needed) {
    Set<String> keys = new TreeSet<>();
    for (String need : needed) {
      Matcher matcher = NEED.matcher(need);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(need);
      }
      String service = matcher.group(1);
      String action = service + ":" + matcher.group(2);
      String resource = matcher.group(3);
      boolean ofOthers = resource.equals("target") || resource.equals("hash key");
      if (KEEPING.contains(service) && !ofOthers) {
        keys.add(named("kms:Decrypt", DATA_KEY, service));
        if (HANDING_OVER.contains(action)) {
          keys.add(named("kms:GenerateDataKey", DATA_KEY, service));
        }
      }
      boolean ofContent = !action.equals("dynamodb:DescribeTable");
      if (resource.equals("source") || (ofOthers && ofContent)) {
        keys.add(named("kms:Decrypt", FURTHER_KEYS, service));
      }
    }
    return keys;
  }
}
