/** Finding and loading plugins. */
@NullMarked
package io.pouw.node.plugin;

import org.jspecify.annotations.NullMarked;
