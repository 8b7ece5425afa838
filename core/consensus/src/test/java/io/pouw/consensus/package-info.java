@NullMarked
package io.pouw.consensus;

import org.jspecify.annotations.NullMarked;
