/** Placeholder. */
package org.eqprop4j.digital;
