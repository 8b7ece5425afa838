/** Durable state. */
@NullMarked
package io.pouw.storage;

import org.jspecify.annotations.NullMarked;
