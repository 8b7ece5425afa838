/** The algorithms: what a unit is, and how units come together. */
@NullMarked
package io.pouw.task.tribuo.method;

import org.jspecify.annotations.NullMarked;
