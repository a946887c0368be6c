/**
 * Getting the files of published data sets: where they are looked for, how they are verified (by
 * the SHA-256 of their uncompressed content), and how they come into the user's cache.
 */
package org.eqprop4j.data.files;
