package io.stackseed.testing;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The cases of a property: a seed and a size each, sizes ramping up so that the first failure is a
 * small one. The seeds are the same every time, unless {@code -Dstackseed.seed} names the first one
 * (of a failure, say) and {@code -Dstackseed.cases} asks for more. A test's display name shows both
 * numbers.
 */
public final class Seeds implements ArgumentsProvider {

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    long first = Long.getLong("stackseed.seed", 1);
    return IntStream.range(0, Integer.getInteger("stackseed.cases", 40))
        .mapToObj(i -> Arguments.of(first + i, i + 1));
  }
}
