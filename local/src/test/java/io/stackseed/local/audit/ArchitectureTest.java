package io.stackseed.local.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.aws.FunctionParts;
import io.stackseed.aws.LogFormat;
import io.stackseed.aws.SqsMessages;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = MainCode.classes();

  @Test
  void onlyTheAwsPackageAndTheHandlersKnowTheServices() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.stackseed.aws..", "io.stackseed.cli.aws..", "io.stackseed.local..")
        .and()
        .haveSimpleNameNotEndingWith("Handler")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "com.amazonaws..")
        .because("decisions are tried without a service, in tests and simulations")
        .check(CLASSES);
  }

  @Test
  void theModulesArrowsPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(
            "io.stackseed.aws..",
            "io.stackseed.chunk..",
            "io.stackseed.failure..",
            "io.stackseed.format..",
            "io.stackseed.item..",
            "io.stackseed.reject..",
            "io.stackseed.request..",
            "io.stackseed.response..",
            "io.stackseed.run..",
            "io.stackseed.shape..",
            "io.stackseed.source..",
            "io.stackseed.time..")
        .layer("dispatcher")
        .definedBy("io.stackseed.dispatcher..")
        .layer("worker")
        .definedBy("io.stackseed.worker..")
        .layer("cli")
        .definedBy("io.stackseed.cli..")
        .layer("local")
        .definedBy("io.stackseed.local..")
        .whereLayer("local")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("local")
        .whereLayer("dispatcher")
        .mayOnlyBeAccessedByLayers("local")
        .whereLayer("worker")
        .mayOnlyBeAccessedByLayers("local")
        .because("a Lambda jar carries what its handler uses, and no emulator")
        .check(CLASSES);
  }

  @Test
  void adaptersAreReachedThroughTheirFactoryAlone() {
    classes()
        .that()
        .resideInAPackage("io.stackseed.aws..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .be(AwsServices.class)
        .orShould()
        .be(Environment.class)
        .orShould()
        .be(FunctionParts.class)
        .orShould()
        .be(SqsMessages.class)
        .orShould()
        .be(LogFormat.class)
        .because("a port has one adapter, and nobody but its factory knows which")
        .check(CLASSES);
  }

  @Test
  void decisionsReadNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.stackseed.chunk..",
            "io.stackseed.format..",
            "io.stackseed.item..",
            "io.stackseed.reject..",
            "io.stackseed.request..",
            "io.stackseed.run..",
            "io.stackseed.shape..",
            "io.stackseed.source..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .because("time is injected, so that a simulation owns it")
        .check(CLASSES);
  }
}
