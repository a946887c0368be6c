/** Small, old, well-known data sets that come with the library. */
package org.eqprop4j.data.classic;
