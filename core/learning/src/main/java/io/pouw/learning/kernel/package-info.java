/** Matrix products and elementary functions whose every bit is defined, whatever runs them. */
@NullMarked
package io.pouw.learning.kernel;

import org.jspecify.annotations.NullMarked;
