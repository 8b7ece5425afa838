@NullMarked
package io.pouw.node.cluster;

import org.jspecify.annotations.NullMarked;
