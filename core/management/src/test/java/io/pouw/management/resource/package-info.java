@NullMarked
package io.pouw.management.resource;

import org.jspecify.annotations.NullMarked;
