package org.eqprop4j.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/** Which package may know which, over all modules. */
@AnalyzeClasses(packages = "org.eqprop4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ALL = "org.eqprop4j.";
  private static final String ANALOG = ALL + "analog.";

  @ArchTest
  static final ArchRule dataKnowsNoOtherModule =
      none(ALL + "data..", ALL + "analog..", ALL + "digital..", ALL + "bridge..", experiments());

  @ArchTest
  static final ArchRule analogKnowsDataAlone =
      none(ALL + "analog..", ALL + "digital..", ALL + "bridge..", experiments());

  @ArchTest
  static final ArchRule digitalKnowsDataAlone =
      none(ALL + "digital..", ALL + "analog..", ALL + "bridge..", experiments());

  @ArchTest
  static final ArchRule bridgeDoesNotKnowExperiments = none(ALL + "bridge..", experiments());

  @ArchTest
  static final ArchRule analogDoesNotKnowDeeplearning4jsNetworks =
      none(ALL + "analog..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule circuitsKnowNothingOfWhatIsBuiltOnThem =
      none(
          ANALOG + "circuit..",
          ANALOG + "layer..",
          ANALOG + "model..",
          ANALOG + "engine..",
          train());

  @ArchTest
  static final ArchRule enginesKnowCircuitsAlone =
      none(ANALOG + "engine..", ANALOG + "layer..", ANALOG + "model..", train());

  @ArchTest
  static final ArchRule layersAndModelsKnowNothingOfTraining =
      noClasses()
          .that()
          .resideInAnyPackage(ANALOG + "layer..", ANALOG + "model..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(train())
          .allowEmptyShould(true);

  @ArchTest static final ArchRule builtinEngineIsSeenByNobody = hidden("builtin");
  @ArchTest static final ArchRule ngspiceEngineIsSeenByNobody = hidden("ngspice");
  @ArchTest static final ArchRule xyceEngineIsSeenByNobody = hidden("xyce");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.eqprop4j.(**)").should().beFreeOfCycles();

  private static String experiments() {
    return ALL + "experiments..";
  }

  private static String train() {
    return ANALOG + "train..";
  }

  /** An engine is found by name, through the interface. */
  private static ArchRule hidden(String engine) {
    String own = ANALOG + "engine." + engine + "..";
    return outside(own).should().dependOnClassesThat().resideInAPackage(own).allowEmptyShould(true);
  }

  private static GivenClassesConjunction outside(String packages) {
    return noClasses().that().resideOutsideOfPackage(packages);
  }

  private static ArchRule none(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .allowEmptyShould(true);
  }
}
