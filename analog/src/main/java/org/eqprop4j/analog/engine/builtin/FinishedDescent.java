package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.function.Supplier;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.kernel.Kernels;

/** Coordinate descent, and Newton's method from there in the lanes that it could not prove. */
final class FinishedDescent implements LaneSolver {
  private final ReducedSystem system;
  private final CoordinateDescent descent;
  private final Supplier<NewtonTile> newton;

  /** 1 in the lanes that Newton's method solved. */
  private final double[] finished = new double[LANES];

  private NewtonTile finisher;

  FinishedDescent(ReducedSystem system, CoordinateDescent descent, Supplier<NewtonTile> newton) {
    this.system = system;
    this.descent = descent;
    this.newton = newton;
  }

  @Override
  public double[] rightSide() {
    return descent.rightSide();
  }

  @Override
  public double[] x() {
    return descent.x();
  }

  @Override
  public void startCold() {
    descent.startCold();
  }

  @Override
  public void startWarm(double[] change) {
    descent.startWarm(change);
  }

  @Override
  public void startFromLast(double[] change) {
    descent.startFromLast(change);
  }

  @Override
  public void startWarm(int lane) {
    descent.startWarm(lane);
  }

  @Override
  public void solve(int lanes) {
    descent.solve(lanes);
    boolean any = false;
    for (int l = 0; l < LANES; l++) {
      finished[l] = l < lanes && descent.status(l) == Status.ITERATION_LIMIT ? 1 : 0;
      any |= finished[l] != 0;
    }
    if (any) {
      finisher = newton.get();
      System.arraycopy(descent.rightSide(), 0, finisher.rightSide(), 0, rightSide().length);
      System.arraycopy(descent.x(), 0, finisher.x(), 0, x().length);
      finisher.startWarm(x());
      finisher.solve(lanes);
      Kernels.active().copyLanes(finished, finisher.x(), system.unknowns, descent.x());
    }
  }

  @Override
  public Status status(int lane) {
    return finished[lane] != 0 ? finisher.status(lane) : descent.status(lane);
  }

  @Override
  public double residual(int lane) {
    return finished[lane] != 0 ? finisher.residual(lane) : descent.residual(lane);
  }

  @Override
  public int iterations(int lane) {
    return descent.iterations(lane) + (finished[lane] != 0 ? finisher.iterations(lane) : 0);
  }
}
