package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eqprop4j.bridge.dl4j.Networks.block;

import java.util.Set;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.MLNConfig;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.bridge.Nudging;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Finite differences by Deeplearning4j's own gradient check, of every parameter that is trained.
 * Bias voltages and those of the diodes are not.
 */
class GradientCheckTest {
  private static final double STEP = 1e-6;
  private static final double RELATIVE = 1e-5;
  private static final double ABSOLUTE = 1e-9;
  private static final DataSet IMAGES = Networks.images(DataType.DOUBLE, 5);
  private static final DataSet VECTORS = Networks.vectors(DataType.DOUBLE, 5);

  /** What the check insists on, and sets itself when its class is loaded, for the whole process. */
  @BeforeAll
  static void doublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void backToSinglePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  private static boolean passes(MultiLayerNetwork network, DataSet data, Set<String> fixed) {
    return GradientCheckUtil.checkGradients(
        new MLNConfig()
            .net(network)
            .input(data.getFeatures())
            .labels(data.getLabels())
            .epsilon(STEP)
            .maxRelError(RELATIVE)
            .minAbsoluteError(ABSOLUTE)
            .excludeParams(fixed));
  }

  @Test
  void adjointGradientsAreExactFromTheCircuitToTheFirstConvolution() {
    MultiLayerNetwork network = Networks.forGradients(block(Nudging.ADJOINT, 1e-7));

    assertThat(
            passes(
                network,
                IMAGES,
                Set.of("1_mean", "1_var", "1_log10stdev", "3_b1", "3_b2", "3_a1-1", "3_a1-2")))
        .isTrue();
  }

  @Test
  void adjointGradientsAreExactThroughAHiddenCircuit() {
    MultiLayerNetwork network =
        Networks.initialised(
            Networks.hidden(DataType.DOUBLE, new NoOp(), block(Nudging.ADJOINT, 1e-7)));

    assertThat(passes(network, VECTORS, Set.of("1_b1", "1_b2", "1_a1-1", "1_a1-2"))).isTrue();
  }

  @Test
  void adjointGradientsAreExactInAComputationGraph() {
    ComputationGraph network =
        new ComputationGraph(
            Networks.graph(DataType.DOUBLE, new NoOp(), block(Nudging.ADJOINT, 1e-7)));
    network.init();

    boolean passes =
        GradientCheckUtil.checkGradients(
            new GraphConfig()
                .net(network)
                .inputs(new INDArray[] {IMAGES.getFeatures()})
                .labels(new INDArray[] {IMAGES.getLabels()})
                .epsilon(STEP)
                .maxRelError(RELATIVE)
                .minAbsoluteError(ABSOLUTE)
                .excludeParams(
                    Set.of(
                        "norm_mean",
                        "norm_var",
                        "norm_log10stdev",
                        "analog_b1",
                        "analog_b2",
                        "analog_a1-1",
                        "analog_a1-2")));

    assertThat(passes).isTrue();
  }

  @Test
  void centredNudgingIsOffByTheSquareOfBetaAllTheWayToTheConvolution() {
    INDArray exact = convolutionGradient(Nudging.ADJOINT, 1e-7);
    double coarse = relative(convolutionGradient(Nudging.CENTRED, 8e-7), exact);
    double fine = relative(convolutionGradient(Nudging.CENTRED, 4e-7), exact);

    assertThat(coarse).isBetween(1e-6, 1e-1);
    assertThat(coarse / fine).isBetween(3.8, 4.2);
  }

  private static INDArray convolutionGradient(Nudging nudging, double beta) {
    MultiLayerNetwork network = Networks.forGradients(block(nudging, beta));
    network.setInput(IMAGES.getFeatures());
    network.setLabels(IMAGES.getLabels());
    network.computeGradientAndScore();
    return network.gradient().getGradientFor("0_W").dup();
  }

  private static double relative(INDArray estimate, INDArray exact) {
    return estimate.sub(exact).norm2Number().doubleValue() / exact.norm2Number().doubleValue();
  }
}
