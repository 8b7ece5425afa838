/** The model file: a trained model with its provenance, its verification and its use. */
@NullMarked
package io.pouw.node.model;

import org.jspecify.annotations.NullMarked;
