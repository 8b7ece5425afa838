/** The task type {@code tribuo}: classic machine learning on tables. */
@NullMarked
package io.pouw.task.tribuo;

import org.jspecify.annotations.NullMarked;
