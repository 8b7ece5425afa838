/** Content-addressed blobs between peers. */
@NullMarked
package io.pouw.node.blob;

import org.jspecify.annotations.NullMarked;
