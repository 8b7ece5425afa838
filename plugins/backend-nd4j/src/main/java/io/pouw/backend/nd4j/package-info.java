/** Models on ND4J. The only place that knows ND4J outside the benchmarks. */
@org.jspecify.annotations.NullMarked
package io.pouw.backend.nd4j;
