/** The node. */
@NullMarked
package io.pouw.node;

import org.jspecify.annotations.NullMarked;
