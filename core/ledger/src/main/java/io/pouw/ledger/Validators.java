package io.pouw.ledger;

import io.pouw.primitives.Address;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * Everything that the ledger knows of validators.
 *
 * @param epoch that of the next block
 * @param attendance of its validators so far
 * @param registrations of all that ever validated or asked to
 */
record Validators(
    EpochState epoch, Attendance attendance, TreePMap<Address, Registration> registrations) {
  static Validators genesis(Genesis genesis) {
    EpochState epoch = EpochState.first(genesis);
    TreePMap<Address, Registration> registrations = TreePMap.empty();
    for (Validator each : epoch.validators())
      registrations =
          registrations.plus(each.address(), Registration.active(each.nodeId(), each.key()));
    return new Validators(epoch, Attendance.none(epoch.validators().size()), registrations);
  }

  Optional<Registration> registration(Address address) {
    return Optional.ofNullable(registrations.get(address));
  }

  Validators with(Address address, Registration changed) {
    return new Validators(epoch, attendance, registrations.plus(address, changed));
  }

  Validators with(Attendance changed) {
    return new Validators(epoch, changed, registrations);
  }

  Validators with(EpochState next, Attendance its) {
    return new Validators(next, its, registrations);
  }
}
