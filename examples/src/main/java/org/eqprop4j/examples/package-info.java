/**
 * Ten programs, short to long, each a file to read, copy and change. Run them with {@code ./eqprop
 * example NUMBER}.
 */
package org.eqprop4j.examples;
