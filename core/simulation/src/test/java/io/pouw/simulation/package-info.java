@NullMarked
package io.pouw.simulation;

import org.jspecify.annotations.NullMarked;
