/** CSV in, numbers out. */
@NullMarked
package io.pouw.task.tribuo.table;

import org.jspecify.annotations.NullMarked;
