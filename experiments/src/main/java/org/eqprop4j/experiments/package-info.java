/** Placeholder. */
package org.eqprop4j.experiments;
