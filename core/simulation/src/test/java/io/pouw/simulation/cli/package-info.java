@NullMarked
package io.pouw.simulation.cli;

import org.jspecify.annotations.NullMarked;
