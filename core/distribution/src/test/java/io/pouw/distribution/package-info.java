/** The rules of the house, and the product as a user runs it. */
@NullMarked
package io.pouw.distribution;

import org.jspecify.annotations.NullMarked;
