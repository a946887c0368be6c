package org.eqprop4j.digital;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of all that training changes in a network, to which the network can be put back. */
final class NetworkState {
  private final INDArray parameters;
  private final INDArray updaterState;
  private final int iteration;
  private final int epoch;

  NetworkState(ComputationGraph network) {
    parameters = network.params().dup();
    // Null for an updater without a state, such as plain gradient descent.
    INDArray state = network.getUpdater().getStateViewArray();
    updaterState = state == null ? null : state.dup();
    iteration = network.getIterationCount();
    epoch = network.getEpochCount();
  }

  void restore(ComputationGraph network) {
    network.params().assign(parameters);
    if (updaterState != null) {
      network.getUpdater().getStateViewArray().assign(updaterState);
    }
    network.getConfiguration().setIterationCount(iteration);
    network.getConfiguration().setEpochCount(epoch);
  }
}
