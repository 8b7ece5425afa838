/** Layers, loss and optimisers, bound to the buffers of one thread. */
@NullMarked
package io.pouw.learning.network;

import org.jspecify.annotations.NullMarked;
