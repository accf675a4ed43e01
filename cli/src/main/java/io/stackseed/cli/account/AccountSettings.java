package io.stackseed.cli.account;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which account, where and as whom. What is null is found as the AWS SDKs find it: in variables,
 * configuration files and what a host says.
 *
 * @param endpointUrl of all services
 */
public record AccountSettings(
    @Nullable String region, @Nullable String profile, @Nullable URI endpointUrl) {}
