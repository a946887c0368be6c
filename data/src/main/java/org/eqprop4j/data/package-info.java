/**
 * Data sets in memory and the way to them: resolving and verifying files, reading them through
 * DataVec, and serving them as Deeplearning4j iterators whose order depends on nothing but a seed
 * and the epoch.
 */
package org.eqprop4j.data;
