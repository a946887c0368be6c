package org.eqprop4j.analog.kernel;

import java.lang.reflect.InvocationTargetException;

/**
 * Which kernels run: those on the Vector API where its module was resolved ({@code --add-modules
 * jdk.incubator.vector}) and the processor's vectors hold four doubles or more, where they are
 * about ten times as fast; else plain loops. The system property {@value #PROPERTY} forces one.
 */
final class KernelChoice {
  static final String PROPERTY = "eqprop4j.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final int FEWEST_DOUBLES = 4;

  static final Kernels ACTIVE = choose(System.getProperty(PROPERTY));

  private KernelChoice() {}

  static Kernels choose(String asked) {
    if (asked == null) {
      if (!hasVectors()) {
        return new LoopKernels();
      }
      Kernels vectors = vectors();
      return vectors.vectorLength() >= FEWEST_DOUBLES ? vectors : new LoopKernels();
    }
    return switch (asked) {
      case "loops" -> new LoopKernels();
      case "vector" -> {
        if (!hasVectors()) {
          throw new IllegalStateException(
              PROPERTY + "=vector needs the option --add-modules " + MODULE + " of java");
        }
        yield vectors();
      }
      default ->
          throw new IllegalStateException(
              PROPERTY + " is '" + asked + "', expected 'loops' or 'vector'");
    };
  }

  static boolean hasVectors() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** By name, since the class cannot be loaded where the module is missing. */
  private static Kernels vectors() {
    try {
      return Class.forName("org.eqprop4j.analog.kernel.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the Vector API does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the kernels on the Vector API are missing", e);
    }
  }
}
