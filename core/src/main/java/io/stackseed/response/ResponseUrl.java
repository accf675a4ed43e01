package io.stackseed.response;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The presigned URL that one request's answer is PUT to. It is a credential: whoever holds it can
 * answer for the stack. So an instance exists only for a URL that may be opened, and nothing but
 * {@link #revealForStorage()} gives its text away.
 */
public final class ResponseUrl {
  private static final int HTTPS_PORT = 443;

  private final URI uri;
  private final String host;

  private ResponseUrl(URI uri, String host) {
    this.uri = uri;
    this.host = host;
  }

  /**
   * The request that a URL must belong to.
   *
   * @param stackId the stack's ARN, which says in which region and partition the host must be
   * @param extraHosts {@code host:port}, or {@code host} for a URL without a port: hosts of the
   *     embedded services, where http and any path are allowed. Empty in an account
   */
  public record Expected(
      String stackId, String logicalResourceId, String requestId, Set<String> extraHosts) {
    public Expected {
      Objects.requireNonNull(stackId, "stackId");
      Objects.requireNonNull(logicalResourceId, "logicalResourceId");
      Objects.requireNonNull(requestId, "requestId");
      extraHosts =
          extraHosts.stream()
              .map(host -> host.toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
    }

    private String path() {
      return "/" + stackId + "|" + logicalResourceId + "|" + requestId;
    }
  }

  /**
   * The URL, if it may be opened for the expected request: https, a host of CloudFormation's for
   * the stack's region, the default port, no user information, no fragment, and a path that names
   * the request.
   *
   * @throws InvalidResponseUrlException naming the rule that failed
   */
  public static ResponseUrl parse(String url, Expected expected) {
    URI uri = syntax(url);
    String host = bareHost(uri);
    if (expected.extraHosts().contains(hostAndPort(host, uri.getPort()))) {
      require(
          isScheme("http", uri) || isScheme("https", uri), "its scheme is neither https nor http");
      return new ResponseUrl(uri, host);
    }
    require(isScheme("https", uri), "its scheme is not https");
    require(uri.getPort() == -1 || uri.getPort() == HTTPS_PORT, "its port is not 443");
    StackLocation stack =
        StackLocation.of(expected.stackId())
            .orElseThrow(
                () -> new InvalidResponseUrlException("the StackId is not an ARN of a stack"));
    require(
        stack.responseHosts().contains(host),
        "its host is not CloudFormation's for " + stack.region());
    require(
        PercentEncoding.decode(uri.getRawPath()).filter(expected.path()::equals).isPresent(),
        "its path does not name this request");
    return new ResponseUrl(uri, host);
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
    return other instanceof ResponseUrl that && uri.toString().equals(that.uri.toString());
  }

  @Override
  public int hashCode() {
    return uri.toString().hashCode();
  }

  /** Without the path and the query, which hold the credential. */
  @Override
  public String toString() {
    return "ResponseUrl[%s://%s/…]".formatted(uri.getScheme(), host);
  }

  private static URI syntax(String url) {
    require(StandardCharsets.US_ASCII.newEncoder().canEncode(url), "it is not plain ASCII");
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new InvalidResponseUrlException("it is not a URL");
    }
  }

  private static String bareHost(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      throw new InvalidResponseUrlException("it has no valid host");
    }
    require(uri.getRawUserInfo() == null, "it has user information");
    require(uri.getRawFragment() == null, "it has a fragment");
    return host.toLowerCase(Locale.ROOT);
  }

  private static String hostAndPort(String host, int port) {
    return port == -1 ? host : host + ":" + port;
  }

  private static boolean isScheme(String scheme, URI uri) {
    return scheme.equalsIgnoreCase(uri.getScheme());
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new InvalidResponseUrlException(rule);
    }
  }
}
