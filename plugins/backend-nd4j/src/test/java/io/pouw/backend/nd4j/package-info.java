@org.jspecify.annotations.NullMarked
package io.pouw.backend.nd4j;
