package io.pouw.management;

import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.work.WorkerPerformance;
import java.util.Map;
import java.util.Optional;

/**
 * One worker as the registry shows it. Amounts are base units.
 *
 * @param preferences what it said with its ticket, JSON or empty, by role; its keys are its roles
 * @param stake bonded
 * @param earned over all time
 * @param slashed over all time
 * @param unitsVerified units of its that were drawn and held up, in checkpoints that stand
 * @param unitsRejected units for which it was convicted
 * @param lastSeen height of the last thing on the chain that it did
 * @param standing how reliably it answers this node, if this node knows
 */
public record Worker(
    Address address,
    Map<Role, String> preferences,
    long stake,
    long earned,
    long slashed,
    long unitsVerified,
    long unitsRejected,
    long lastSeen,
    Optional<WorkerPerformance.Standing> standing) {}
