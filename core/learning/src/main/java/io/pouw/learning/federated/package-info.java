/** Trials of robust aggregation: many workers in one process, some of them attackers. */
@NullMarked
package io.pouw.learning.federated;

import org.jspecify.annotations.NullMarked;
