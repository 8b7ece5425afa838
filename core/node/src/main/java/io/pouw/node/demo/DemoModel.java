package io.pouw.node.demo;

import io.pouw.plugin.Figures;
import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * The model that a demo ended with.
 *
 * @param sha256 of its state
 * @param figures on the test data, as the client measures them
 * @param backdoor how often it takes what carries the mark for a 0, if workers taught it to
 */
record DemoModel(Hash sha256, Figures figures, Optional<Double> backdoor) {}
