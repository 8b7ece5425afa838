/** Tests of the task type. */
@NullMarked
package io.pouw.task.tribuo;

import org.jspecify.annotations.NullMarked;
