/** SMT-LIB 2 as text: reading with limits, and the scripts that are let through. */
@NullMarked
package io.pouw.task.smt.script;

import org.jspecify.annotations.NullMarked;
