/** How the change that a unit made to the parameters becomes the bytes of an update, and back. */
@NullMarked
package io.pouw.learning.encoding;

import org.jspecify.annotations.NullMarked;
