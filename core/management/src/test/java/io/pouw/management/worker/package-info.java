@NullMarked
package io.pouw.management.worker;

import org.jspecify.annotations.NullMarked;
