/** Data sets on disk. */
@NullMarked
package io.pouw.node.dataset;

import org.jspecify.annotations.NullMarked;
