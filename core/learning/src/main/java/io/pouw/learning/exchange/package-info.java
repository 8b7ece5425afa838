/** Models for and from others: weights as NumPy arrays, networks as ONNX. */
@NullMarked
package io.pouw.learning.exchange;

import org.jspecify.annotations.NullMarked;
