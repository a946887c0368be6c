package org.eqprop4j.analog;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages point one way: circuit, then spice, then engines. */
@AnalyzeClasses(packages = "org.eqprop4j.analog", importOptions = DoNotIncludeTests.class)
class PackagesTest {
  @ArchTest
  static final ArchRule CIRCUITS_KNOW_NOTHING_ELSE =
      noClasses()
          .that()
          .resideInAPackage("..analog.circuit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..analog.engine..", "..analog.spice..", "..analog.train..");

  @ArchTest
  static final ArchRule NETLISTS_KNOW_CIRCUITS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..analog.spice..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..analog.engine..", "..analog.train..", "..analog.layer..", "..analog.model..");

  @ArchTest
  static final ArchRule ENGINES_DO_NOT_KNOW_TRAINING =
      noClasses()
          .that()
          .resideInAPackage("..analog.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..analog.train..", "..analog.layer..", "..analog.model..");

  @ArchTest
  static final ArchRule ONLY_NGSPICE_IS_NATIVE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.ngspice..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  /** See {@code VectorKernels}: behind a call that is not inlined, a vector is an object. */
  @ArchTest
  static final ArchRule NO_METHOD_TAKES_OR_RETURNS_A_VECTOR =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("..analog.kernel..")
          .should()
          .haveRawReturnType(resideInAPackage("jdk.incubator.vector"))
          .orShould()
          .haveRawParameterTypes(
              DescribedPredicate.anyElementThat(resideInAPackage("jdk.incubator.vector")));
}
