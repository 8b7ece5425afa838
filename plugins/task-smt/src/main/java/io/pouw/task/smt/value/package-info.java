/** Values of terms, models, and evaluation under a model. */
@NullMarked
package io.pouw.task.smt.value;

import org.jspecify.annotations.NullMarked;
