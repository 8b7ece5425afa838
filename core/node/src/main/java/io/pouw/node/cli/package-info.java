/** The command line. */
@NullMarked
package io.pouw.node.cli;

import org.jspecify.annotations.NullMarked;
