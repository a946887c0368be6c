/** What a run shows while it works: a bar on a terminal, plain lines elsewhere, and a log file. */
package org.eqprop4j.experiments.progress;
