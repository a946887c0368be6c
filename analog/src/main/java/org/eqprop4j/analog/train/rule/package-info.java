/** Update and nudging rules: what hardware measures and injects, beside the exact quantities. */
package org.eqprop4j.analog.train.rule;
