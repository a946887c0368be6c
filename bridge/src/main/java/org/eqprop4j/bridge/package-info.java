/**
 * Where the digital and the analog part meet: embeddings become voltages, gradients with respect to
 * voltages become targets for embeddings, and both parts together are one model.
 */
package org.eqprop4j.bridge;
