/** What the verticles of one node say to each other. */
@NullMarked
package io.pouw.node.bus;

import org.jspecify.annotations.NullMarked;
