/** What a plugin compiles against. */
@NullMarked
package io.pouw.plugin;

import org.jspecify.annotations.NullMarked;
