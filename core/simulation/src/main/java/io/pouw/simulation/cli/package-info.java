/** The simulator's commands, which the launcher finds as tools named {@code pouw ...}. */
@NullMarked
package io.pouw.simulation.cli;

import org.jspecify.annotations.NullMarked;
