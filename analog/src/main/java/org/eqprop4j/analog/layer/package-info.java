/**
 * The layers of which analog models are made, in the manner of Keras' functional API. A layer is a
 * record of its settings; applied to signals it becomes part of a graph, and emits elements when a
 * model is built.
 */
package org.eqprop4j.analog.layer;
