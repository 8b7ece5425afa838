/** Networks of production nodes in one JVM, on loopback. */
@NullMarked
package io.pouw.node.testnet;

import org.jspecify.annotations.NullMarked;
