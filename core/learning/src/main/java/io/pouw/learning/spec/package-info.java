/** The description of a model and its training, read from JSON. */
@NullMarked
package io.pouw.learning.spec;

import org.jspecify.annotations.NullMarked;
