package io.pouw.ledger;

import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The beacon assigns ticket holders to a task, and newcomers to the places of the convicted. */
final class AssignmentRules {
  private AssignmentRules() {}

  /** Assigns an open task if there are enough ticket holders, else leaves it for the next block. */
  static void tryAssign(Execution block, TaskState task) {
    if (block.height() <= task.submittedHeight()) return;
    boolean federated = task.plan().isFederated();
    List<Address> miners = miners(block, task);
    List<Address> supervisors = choose(block, task, Role.SUPERVISOR, Parameter.MAX_SUPERVISORS);
    List<Address> evaluators = choose(block, task, Role.EVALUATOR, Parameter.MAX_EVALUATORS);
    List<Address> verifiers =
        federated
            ? List.of()
            : candidates(block, task, Role.VERIFIER).stream().limit(DrawState.MAX_JURY).toList();
    boolean enough =
        miners.size() >= leastMiners(block, task)
            && supervisors.size() >= block.parameter(Parameter.MIN_SUPERVISORS)
            && evaluators.size() >= block.parameter(Parameter.MIN_EVALUATORS)
            && (federated || verifiers.size() >= block.parameter(Parameter.MIN_VERIFIERS));
    if (!enough) return;
    Hash seed = Hash.of(Domain.SEED, task.id().toBytes(), block.beacon().toBytes());
    var assignment =
        new Assignment(
            block.height(),
            seed,
            sorted(miners),
            supervisors,
            sorted(evaluators),
            sorted(verifiers));
    block.change(
        task.id(),
        draft -> {
          draft.assignment = assignment;
          draft.enter(TaskStatus.TRAINING, block.height());
          draft.lastProgressHeight = block.height();
        });
  }

  /** A federated task has a worker for each slot, for all its rounds; another as many as come. */
  private static List<Address> miners(Execution block, TaskState task) {
    List<Address> chosen = choose(block, task, Role.MINER, Parameter.MAX_MINERS);
    return task.plan().isFederated() ? chosen.stream().limit(task.plan().slots()).toList() : chosen;
  }

  private static long leastMiners(Execution block, TaskState task) {
    long least = block.parameter(Parameter.MIN_MINERS);
    return task.plan().isFederated() ? Math.max(least, task.plan().slots()) : least;
  }

  /** Draws a newcomer for each miner and supervisor that the task has lost, as far as there are. */
  static void replace(Execution block, TaskState before, TaskState now) {
    List<Address> miners = refilled(block, now, Role.MINER, before.miners(), now.miners());
    List<Address> supervisors =
        refilled(block, now, Role.SUPERVISOR, before.supervisors(), now.supervisors());
    block.change(
        now.id(), draft -> draft.assignment = draft.assignment.with(sorted(miners), supervisors));
  }

  private static List<Address> refilled(
      Execution block, TaskState task, Role role, List<Address> before, List<Address> left) {
    var all = new ArrayList<>(left);
    if (left.size() < before.size())
      candidates(block, task, role).stream()
          .filter(each -> !before.contains(each))
          .limit(before.size() - left.size())
          .forEach(all::add);
    return all;
  }

  private static List<Address> choose(Execution block, TaskState task, Role role, Parameter most) {
    return candidates(block, task, role).stream().limit(block.parameter(most)).toList();
  }

  /** Everybody who may take the role in the task, in an order of chance. */
  private static List<Address> candidates(Execution block, TaskState task, Role role) {
    long least = block.parameters().ticketStake(role);
    List<Address> holders =
        block.books().accounts().entrySet().stream()
            .filter(each -> each.getValue().ticket(role).isPresent())
            .filter(each -> each.getValue().stake() >= least)
            .map(Map.Entry::getKey)
            .filter(each -> !each.equals(task.client()) && !task.convicted(each))
            .toList();
    return new Lottery(block.beacon(), AccountRules.name(role), task.id(), task.generation())
        .shuffled(holders);
  }

  private static List<Address> sorted(List<Address> addresses) {
    return addresses.stream().sorted().toList();
  }
}
