/** Configuration and genesis files. */
@NullMarked
package io.pouw.node.config;

import org.jspecify.annotations.NullMarked;
