/**
 * IDX, the file format of MNIST and its successors: read in bulk into arrays, or record by record
 * through DataVec.
 */
package org.eqprop4j.data.idx;
