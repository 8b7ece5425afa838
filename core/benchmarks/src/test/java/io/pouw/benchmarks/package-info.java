@NullMarked
package io.pouw.benchmarks;

import org.jspecify.annotations.NullMarked;
