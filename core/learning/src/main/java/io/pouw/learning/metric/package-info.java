/** How well scores meet targets: from batches of both, in the order of the rows. */
@NullMarked
package io.pouw.learning.metric;

import org.jspecify.annotations.NullMarked;
