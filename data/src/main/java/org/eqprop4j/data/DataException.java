package org.eqprop4j.data;

/**
 * Data that cannot be used: missing, corrupt, inconsistent or not finite. The message is one line
 * that names the file or sample and says what was expected and what was found, fit to be shown to
 * the user as it is.
 *
 * <p>Unchecked, because the iterators and record readers that data pass through declare no checked
 * exception that would fit, and because nobody but the outermost caller can do anything about it.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
