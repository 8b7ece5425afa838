/** Neural training as a task type. */
@NullMarked
package io.pouw.task.neural;

import org.jspecify.annotations.NullMarked;
