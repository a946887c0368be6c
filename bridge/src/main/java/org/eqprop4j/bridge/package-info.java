/** Placeholder. */
package org.eqprop4j.bridge;
