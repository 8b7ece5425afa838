package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.TaskState;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A supervisor's part in the checkpoints of another that leads: checks each that it is asked to
 * sign, in order, and signs or refuses. A request whose predecessor is not settled waits; at most
 * one a checkpoint, and only for checkpoints that can be next.
 */
final class Endorser {
  /** Told of a checkpoint that was found right. */
  @FunctionalInterface
  interface Adopter {
    void adopt(Checkpoint checkpoint, EndorsementCheck.Outcome.Holds holds);
  }

  private record Request(Address from, Checkpoint checkpoint) {}

  private final Desk desk;
  private final Shelf shelf;
  private final RoleContext context;
  private final Adopter adopter;
  private final Map<Integer, Request> requests = new TreeMap<>();
  private final Set<Checkpoint> checking = new HashSet<>();
  private final Map<Integer, Checkpoint> endorsed = new HashMap<>();

  Endorser(Desk desk, Shelf shelf, RoleContext context, Adopter adopter) {
    this.desk = desk;
    this.shelf = shelf;
    this.context = context;
    this.adopter = adopter;
  }

  /** Takes a request; it is looked at when {@link #advance} is called next. */
  void take(TaskState task, Address from, Checkpoint checkpoint, long maxPending) {
    int index = checkpoint.index();
    boolean canBeNext =
        index >= task.checkpoints().size()
            && index < task.plan().checkpoints()
            && index <= task.acceptedCheckpoints() + maxPending;
    if (!task.supervisors().contains(from)
        || checkpoint.generation() != task.generation()
        || !canBeNext) return;
    requests.put(index, new Request(from, checkpoint));
  }

  /** Begins anew, for a new generation. */
  void forget() {
    requests.clear();
    endorsed.clear();
  }

  /** Checks what can be checked. */
  void advance(TaskState task, TaskProgram program, TaskRun run) {
    int next = task.checkpoints().size();
    requests.keySet().removeIf(index -> index < next);
    endorsed.keySet().removeIf(index -> index < next - 1);
    for (Request request : List.copyOf(requests.values())) {
      Checkpoint checkpoint = request.checkpoint();
      Optional<BlobId> previous = stateBefore(task, run, checkpoint.index());
      if (previous.isEmpty()) continue;
      requests.remove(checkpoint.index());
      if (!checkpoint.previous().equals(previous.get()))
        refuse(request, "it begins from " + checkpoint.previous() + ", not from " + previous.get());
      else if (checkpoint.equals(endorsed.get(checkpoint.index()))) sign(request);
      else if (checking.add(checkpoint)) check(task, program, run, request);
    }
  }

  private Optional<BlobId> stateBefore(TaskState task, TaskRun run, int index) {
    if (index > 0 && index <= task.checkpoints().size())
      return Optional.of(task.checkpoints().get(index - 1).content().state());
    Checkpoint before = endorsed.get(index - 1);
    if (before != null) return Optional.of(before.state());
    return run.stateBefore(task.plan().fromRound(index));
  }

  private void check(TaskState task, TaskProgram program, TaskRun run, Request request) {
    Checkpoint checkpoint = request.checkpoint();
    new EndorsementCheck(
            desk,
            shelf,
            program,
            run,
            checkpoint,
            task.plan().isFederated() ? SlotAssignment.ofRound(task, 0) : List.of(),
            Programs.workSources(task, context.self()),
            outcome -> conclude(request, outcome))
        .start();
  }

  private void conclude(Request request, EndorsementCheck.Outcome outcome) {
    Checkpoint checkpoint = request.checkpoint();
    checking.remove(checkpoint);
    switch (outcome) {
      case EndorsementCheck.Outcome.Holds holds -> {
        endorsed.put(checkpoint.index(), checkpoint);
        sign(request);
        adopter.adopt(checkpoint, holds);
      }
      case EndorsementCheck.Outcome.Fails fails -> refuse(request, fails.reason());
      case EndorsementCheck.Outcome.Unchecked unchecked ->
          desk.alert(
              "checkpoint_unchecked",
              "checkpoint "
                  + checkpoint.index()
                  + " of "
                  + checkpoint.task()
                  + ": "
                  + unchecked.reason());
    }
  }

  private void sign(Request request) {
    Checkpoint checkpoint = request.checkpoint();
    desk.send(
        request.from(),
        new WorkMessage.EndorsementGiven(
            checkpoint.task(),
            checkpoint.generation(),
            checkpoint.index(),
            CheckpointLead.endorse(context.signer(), checkpoint.toBytes())));
  }

  private void refuse(Request request, String reason) {
    Checkpoint checkpoint = request.checkpoint();
    desk.alert(
        "wrong_checkpoint",
        request.from()
            + " on checkpoint "
            + checkpoint.index()
            + " of "
            + checkpoint.task()
            + ": "
            + reason);
    desk.send(
        request.from(),
        new WorkMessage.EndorsementRefused(
            checkpoint.task(), checkpoint.generation(), checkpoint.index(), reason));
  }
}
