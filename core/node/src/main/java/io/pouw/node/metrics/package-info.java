/** What is measured. */
@NullMarked
package io.pouw.node.metrics;

import org.jspecify.annotations.NullMarked;
