package io.stackseed.local.services;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What we add to S3Mock's Spring context. Named by class in {@code spring.main.sources}, hence
 * public.
 */
@Configuration(proxyBeanMethods = false)
public class S3MockAdditions {

  static final String LISTENERS = "io.stackseed.local.object-listeners";

  /** Where the plain-HTTP connector is left, for the port it got. */
  static final String CONNECTOR = "io.stackseed.local.connector";

  /**
   * S3Mock's plain-HTTP connector would listen on every interface, and refuse keys with two slashes
   * in a row, which the SDKs send as {@code /%2F}.
   */
  @Bean
  @SuppressWarnings("unchecked")
  static BeanPostProcessor plainConnector(Environment environment) {
    AtomicReference<Connector> http =
        environment.getRequiredProperty(CONNECTOR, AtomicReference.class);
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Connector connector) {
          connector.setProperty("address", Loopback.ADDRESS);
          connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
          http.set(connector);
        }
        return bean;
      }
    };
  }

  @Bean
  FilterRegistrationBean<OncePerRequestFilter> objectPuts(Environment environment) {
    ObjectListeners listeners = environment.getRequiredProperty(LISTENERS, ObjectListeners.class);
    FilterRegistrationBean<OncePerRequestFilter> registration =
        new FilterRegistrationBean<>(new ObjectPutFilter(listeners));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /**
   * S3Mock answers the upload of a part without the checksum it was sent, so clients cannot repeat
   * it when they complete the upload, and S3Mock then refuses. Without the header that asks for
   * checksums the upload is a plain one; each part's own checksum is still verified.
   */
  @Bean
  FilterRegistrationBean<OncePerRequestFilter> plainMultipartUploads() {
    FilterRegistrationBean<OncePerRequestFilter> registration =
        new FilterRegistrationBean<>(new PlainMultipartFilter());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }

  private static final class PlainMultipartFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String query = request.getQueryString();
      boolean multipart =
          request.getMethod().equals("POST")
              && query != null
              && (query.contains("uploads") || query.contains("uploadId="));
      chain.doFilter(multipart ? new WithoutChecksumHeaders(request) : request, response);
    }
  }

  private static final class WithoutChecksumHeaders extends HttpServletRequestWrapper {

    WithoutChecksumHeaders(HttpServletRequest request) {
      super(request);
    }

    private static boolean hidden(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.startsWith("x-amz-checksum-") || lower.equals("x-amz-sdk-checksum-algorithm");
    }

    @Override
    public @Nullable String getHeader(String name) {
      return hidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      List<String> names = Collections.list(super.getHeaderNames());
      names.removeIf(WithoutChecksumHeaders::hidden);
      return Collections.enumeration(names);
    }
  }

  private static final class ObjectPutFilter extends OncePerRequestFilter {

    private final ObjectListeners listeners;

    ObjectPutFilter(ObjectListeners listeners) {
      this.listeners = listeners;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      chain.doFilter(request, response);
      if (request.getMethod().equals("PUT") && response.getStatus() == HttpServletResponse.SC_OK) {
        listeners.objectPut(URLDecoder.decode(request.getRequestURI(), StandardCharsets.UTF_8));
      }
    }
  }
}
