/** Differential privacy of training: clipped and noised gradients, secrets, and the accountant. */
@NullMarked
package io.pouw.learning.privacy;

import org.jspecify.annotations.NullMarked;
