@NullMarked
package io.pouw.management.pool;

import org.jspecify.annotations.NullMarked;
