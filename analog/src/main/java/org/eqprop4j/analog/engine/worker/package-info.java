/**
 * Simulators in processes of their own, where a crash costs a second and not a run. From the bottom
 * up: the wire, what is said on it, a worker on both of its ends, a block whose worker is watched
 * and replaced, and the engine that looks like the one inside.
 */
package org.eqprop4j.analog.engine.worker;
