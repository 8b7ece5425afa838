package io.pouw.management.worker;

import io.pouw.primitives.Address;

/** That a worker went from one status to another. */
public record StatusChange(Address worker, WorkerStatus from, WorkerStatus to, long atMs) {}
