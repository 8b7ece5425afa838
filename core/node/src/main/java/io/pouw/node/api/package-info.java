/** The HTTP and WebSocket API of a node, driven by {@code api-spec/openapi.yaml}. */
@NullMarked
package io.pouw.node.api;

import org.jspecify.annotations.NullMarked;
