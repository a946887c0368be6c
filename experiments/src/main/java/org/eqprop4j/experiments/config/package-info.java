/**
 * Strict configuration: YAML trees are laid over one another and bound to records. Everything that
 * does not fit is refused in one line that names the source, the key, the value and what was
 * expected.
 */
package org.eqprop4j.experiments.config;
