@NullMarked
package io.pouw.management.poot;

import org.jspecify.annotations.NullMarked;
