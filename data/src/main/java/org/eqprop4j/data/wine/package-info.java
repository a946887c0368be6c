/** Wine Quality: which files it consists of, and its two tasks. */
package org.eqprop4j.data.wine;
