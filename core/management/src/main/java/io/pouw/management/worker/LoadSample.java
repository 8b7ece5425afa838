package io.pouw.management.worker;

/**
 * What was recorded with a heartbeat.
 *
 * @param atMs when it came
 * @param load what it said
 * @param latencyMicros measured from this node's answer to the worker's echo; 0 if it sent none
 */
public record LoadSample(long number, long atMs, Load load, long latencyMicros) {}
