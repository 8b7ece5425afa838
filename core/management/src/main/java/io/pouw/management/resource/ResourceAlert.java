package io.pouw.management.resource;

/** That a resource went over its threshold, or came back. */
public record ResourceAlert(
    Resource resource, boolean raised, int valuePpm, Threshold threshold, long atMs) {}
