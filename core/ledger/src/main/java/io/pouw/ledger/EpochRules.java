package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.ledger.Registration.Standing;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the end of a block does about validators: counts who led, and after an epoch's last block
 * jails those who were away and chooses who validates the next epoch, which begins at once.
 */
final class EpochRules {
  private EpochRules() {}

  static void step(Execution block) {
    Validators all = block.validators();
    EpochState epoch = all.epoch();
    Attendance attendance =
        all.attendance().after(epoch, block.before().head().view(), block.view());
    block.put(all.with(attendance));
    if (block.height() < epoch.lastHeight()) return;
    for (Validator each : away(block, epoch, attendance)) jail(block, epoch, each);
    List<Validator> chosen = choose(block, epoch);
    block.put(
        block
            .validators()
            .with(epoch.next(block.beacon(), chosen), Attendance.none(chosen.size())));
  }

  /**
   * Those who missed too many of the views that they led, the worst first, as far as all of them
   * together have no more than a third of the weight: what takes more of the network down is not
   * theirs alone to answer for, and jailing may not break a quorum.
   */
  private static List<Validator> away(Execution block, EpochState epoch, Attendance attendance) {
    record Absence(Validator validator, Attendance.Turns turns) {
      // In parts per million of the views that it led.
      long share() {
        return turns.missed() * Amounts.PPM / turns.views();
      }
    }
    var absences = new ArrayList<Absence>();
    for (int i = 0; i < epoch.validators().size(); i++)
      if (attendance.turns().get(i).views() >= block.parameter(Parameter.DOWNTIME_VIEWS))
        absences.add(new Absence(epoch.validators().get(i), attendance.turns().get(i)));
    absences.removeIf(each -> each.share() < block.parameter(Parameter.DOWNTIME_SHARE));
    absences.sort(
        Comparator.comparingLong(Absence::share)
            .reversed()
            .thenComparing(each -> each.validator().address()));
    var away = new ArrayList<Validator>();
    long room = epoch.power() / 3;
    for (Absence each : absences) {
      if (each.validator().power() > room) continue;
      room -= each.validator().power();
      away.add(each.validator());
    }
    return away;
  }

  private static void jail(Execution block, EpochState epoch, Validator validator) {
    Address address = validator.address();
    Registration its = block.validators().registration(address).orElseThrow();
    if (its.standing() != Standing.ACTIVE) return;
    long until = epoch.number() + 1 + block.parameter(Parameter.JAIL_EPOCHS);
    block.put(block.validators().with(address, its.jailed(until)));
    String why =
        "validator %s is jailed: it gave no block in most of the views that it led in epoch %d"
            .formatted(its.name(), epoch.number());
    block.books().record(address, Kind.VALIDATOR, 0, why, Cause.NONE);
  }

  /**
   * The active ones with enough stake, the richest if there are too many, in the order of their
   * addresses. If there is none, those of the ending epoch go on: a chain is never without.
   */
  private static List<Validator> choose(Execution block, EpochState ending) {
    long least = block.parameter(Parameter.MIN_VALIDATOR_STAKE);
    var able = new ArrayList<Validator>();
    block
        .validators()
        .registrations()
        .forEach((address, its) -> {
          long stake = block.books().account(address).stake();
          if (its.standing() == Standing.ACTIVE && stake >= least)
            able.add(new Validator(its.name(), its.key(), stake));
        });
    if (able.isEmpty()) return ending.validators();
    return able.stream()
        .sorted(
            Comparator.comparingLong(Validator::power).reversed().thenComparing(Validator::address))
        .limit(block.parameter(Parameter.MAX_VALIDATORS))
        .sorted(Comparator.comparing(Validator::address))
        .toList();
  }
}
