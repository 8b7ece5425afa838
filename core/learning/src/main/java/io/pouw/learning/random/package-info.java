/** Random numbers by counter: any draw of any stream can be made alone. */
@NullMarked
package io.pouw.learning.random;

import org.jspecify.annotations.NullMarked;
