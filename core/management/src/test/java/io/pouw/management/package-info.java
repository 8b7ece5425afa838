/** Who works for the network, with what stake, and how well. */
@NullMarked
package io.pouw.management;

import org.jspecify.annotations.NullMarked;
