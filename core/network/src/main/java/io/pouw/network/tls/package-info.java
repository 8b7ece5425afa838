/** TLS 1.3 between nodes: each side proves its Ed25519 node key by a self-signed certificate. */
@NullMarked
package io.pouw.network.tls;

import org.jspecify.annotations.NullMarked;
