/** How the updates of a round become one, though some of the workers lie. */
@NullMarked
package io.pouw.learning.aggregation;

import org.jspecify.annotations.NullMarked;
