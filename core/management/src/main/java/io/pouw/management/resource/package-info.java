/**
 * What the machine has and how busy it is: samples, alerts with hysteresis, and who was promised
 * what. Rules are pure; {@code MachineProbe} reads the machine.
 */
@NullMarked
package io.pouw.management.resource;

import org.jspecify.annotations.NullMarked;
