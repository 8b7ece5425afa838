/** What an operator does with the data folder of a node that does not run. */
@NullMarked
package io.pouw.node.maintenance;

import org.jspecify.annotations.NullMarked;
