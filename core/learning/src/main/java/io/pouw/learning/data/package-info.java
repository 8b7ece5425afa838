/** Data sets read from bytes in memory. */
@NullMarked
package io.pouw.learning.data;

import org.jspecify.annotations.NullMarked;
