package io.pouw.node.demo;

import io.pouw.plugin.Figures;
import io.pouw.primitives.Hash;

/**
 * The model that a demo ended with.
 *
 * @param sha256 of its state
 * @param figures on the test data, as the client measures them
 */
record DemoModel(Hash sha256, Figures figures) {}
