package io.stackseed.response;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A presigned URL that CloudFormation hands out, to be PUT to once: the one that a request's answer
 * goes to, or that of a wait condition's handle. It is a credential: whoever holds it can answer
 * for the stack. So an instance exists only for a URL that may be opened, and nothing but {@link
 * #revealForStorage()} gives its text away.
 */
public final class PresignedUrl {
  private static final int HTTPS_PORT = 443;

  private final URI uri;
  private final String host;

  private PresignedUrl(URI uri, String host) {
    this.uri = uri;
    this.host = host;
  }

  /**
   * The URL, if it may be opened for its purpose: https, a host of CloudFormation's for the purpose
   * in the stack's region, the default port, no user information, no fragment, and the purpose's
   * own path.
   *
   * @param extraHosts {@code host:port}, or {@code host} for a URL without a port: hosts of the
   *     embedded services, where http and any path are allowed. Empty in an account
   * @throws InvalidPresignedUrlException naming the rule that failed
   */
  public static PresignedUrl parse(String url, Purpose purpose, Set<String> extraHosts) {
    Rules rules = new Rules(purpose.property());
    URI uri = syntax(url, rules);
    String host = bareHost(uri, rules);
    if (isExempt(hostAndPort(host, uri.getPort()), extraHosts)) {
      rules.require(
          isScheme("http", uri) || isScheme("https", uri), "its scheme is neither https nor http");
      return new PresignedUrl(uri, host);
    }
    rules.require(isScheme("https", uri), "its scheme is not https");
    rules.require(uri.getPort() == -1 || uri.getPort() == HTTPS_PORT, "its port is not 443");
    StackLocation stack =
        StackLocation.of(purpose.stackId())
            .orElseThrow(() -> rules.broken("the StackId is not an ARN of a stack"));
    rules.require(
        stack.hosts(purpose.bucket(stack.region())).contains(host),
        "its host is not CloudFormation's for " + stack.region());
    rules.require(
        PercentEncoding.decode(uri.getRawPath()).filter(purpose::owns).isPresent(),
        "its path does not name " + purpose.owner());
    return new PresignedUrl(uri, host);
  }

  /** When S3 stops accepting the PUT; empty if the URL does not say. */
  public Optional<Instant> expiry() {
    return Optional.ofNullable(uri.getRawQuery()).flatMap(PresignedExpiry::of);
  }

  /**
   * The whole credential, exactly as it came. For the store alone; never for a log or a message.
   */
  public String revealForStorage() {
    return uri.toString();
  }

  /** For the PUT alone. */
  URI uri() {
    return uri;
  }

  /** In lower case, without the port; no secret. */
  String host() {
    return host;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PresignedUrl that && uri.toString().equals(that.uri.toString());
  }

  @Override
  public int hashCode() {
    return uri.toString().hashCode();
  }

  /** Without the path and the query, which hold the credential. */
  @Override
  public String toString() {
    return "PresignedUrl[%s://%s/…]".formatted(uri.getScheme(), host);
  }

  private static URI syntax(String url, Rules rules) {
    rules.require(StandardCharsets.US_ASCII.newEncoder().canEncode(url), "it is not plain ASCII");
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw rules.broken("it is not a URL");
    }
  }

  private static String bareHost(URI uri, Rules rules) {
    String host = uri.getHost();
    if (host == null) {
      throw rules.broken("it has no valid host");
    }
    rules.require(uri.getRawUserInfo() == null, "it has user information");
    rules.require(uri.getRawFragment() == null, "it has a fragment");
    return host.toLowerCase(Locale.ROOT);
  }

  private static boolean isExempt(String hostAndPort, Set<String> extraHosts) {
    return extraHosts.stream().anyMatch(hostAndPort::equalsIgnoreCase);
  }

  private static String hostAndPort(String host, int port) {
    return port == -1 ? host : host + ":" + port;
  }

  private static boolean isScheme(String scheme, URI uri) {
    return scheme.equalsIgnoreCase(uri.getScheme());
  }

  /** Refuses in the name of the property that the URL came in. */
  private record Rules(String property) {
    void require(boolean holds, String rule) {
      if (!holds) {
        throw broken(rule);
      }
    }

    InvalidPresignedUrlException broken(String rule) {
      return new InvalidPresignedUrlException(property, rule);
    }
  }
}
