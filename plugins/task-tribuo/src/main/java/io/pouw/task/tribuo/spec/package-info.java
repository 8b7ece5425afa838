/** What a task of this type can say. */
@NullMarked
package io.pouw.task.tribuo.spec;

import org.jspecify.annotations.NullMarked;
