/** The local network that the demo runs. */
@NullMarked
package io.pouw.node.demo;

import org.jspecify.annotations.NullMarked;
