/** Fashion-MNIST: which files it consists of, and its samples. */
package org.eqprop4j.data.fashion;
