/** Reproducible training. */
@NullMarked
package io.pouw.learning;

import org.jspecify.annotations.NullMarked;
