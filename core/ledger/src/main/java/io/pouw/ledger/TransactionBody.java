package io.pouw.ledger;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** What a transaction asks for. The encoding begins with the kind's number, which never changes. */
public sealed interface TransactionBody extends Encodable
    permits TransactionBody.Transfer,
        TransactionBody.Stake,
        TransactionBody.Unstake,
        TransactionBody.TakeTicket,
        TransactionBody.ReturnTicket,
        TransactionBody.SubmitTask,
        TransactionBody.CancelTask,
        TransactionBody.RevealTest,
        TransactionBody.Evaluate,
        TransactionBody.Note,
        CheckpointBody,
        ValidatorBody {
  /** The number that stands first in the encoding. */
  int kind();

  /** Writes all but the kind. */
  void encodeFields(Encoder out);

  /** The kind as the API names it, such as {@code submit_task}. */
  default String kindName() {
    return TransactionKinds.name(kind());
  }

  @Override
  default void encode(Encoder out) {
    encodeFields(out.u8(kind()));
  }

  static TransactionBody decode(Decoder in) {
    return TransactionKinds.decode(in);
  }

  /** Moves {@code amount} base units to another account. */
  record Transfer(Address to, long amount) implements TransactionBody {
    static Transfer decode(Decoder in) {
      return new Transfer(in.address(), in.u63());
    }

    @Override
    public int kind() {
      return 1;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.address(to).i64(amount);
    }
  }

  /** Bonds balance as stake. */
  record Stake(long amount) implements TransactionBody {
    static Stake decode(Decoder in) {
      return new Stake(in.u63());
    }

    @Override
    public int kind() {
      return 2;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.i64(amount);
    }
  }

  /** Starts unbonding stake; it stays slashable until the unbonding period is over. */
  record Unstake(long amount) implements TransactionBody {
    static Unstake decode(Decoder in) {
      return new Unstake(in.u63());
    }

    @Override
    public int kind() {
      return 3;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.i64(amount);
    }
  }

  /**
   * Takes a ticket for a role; the bonded stake must cover the role's minimum.
   *
   * @param preferences JSON of at most 4 KiB, for those who choose workers
   */
  record TakeTicket(Role role, byte[] preferences) implements TransactionBody {
    static final int MAX_PREFERENCES_BYTES = 4096;

    static TakeTicket decode(Decoder in) {
      return new TakeTicket(in.constant(Role.values()), in.bytes(MAX_PREFERENCES_BYTES));
    }

    @Override
    public int kind() {
      return 4;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.constant(role).bytes(preferences);
    }
  }

  /** Gives the ticket of a role back; running tasks keep their assignment. */
  record ReturnTicket(Role role) implements TransactionBody {
    static ReturnTicket decode(Decoder in) {
      return new ReturnTicket(in.constant(Role.values()));
    }

    @Override
    public int kind() {
      return 5;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.constant(role);
    }
  }

  /**
   * Submits a task; reward and fee go into escrow. The task's id is the transaction's id.
   *
   * @param taskType name of a task type, such as {@code neural}
   * @param spec JSON that the task type understands
   * @param plan what the task type makes of spec and training data
   * @param training the committed training data
   * @param testCommitment {@link DataManifest#commitment} of the test data
   * @param reward base units for workers, supervisors, evaluators and verifiers
   * @param fee base units for the network, part of it burnt
   * @param deadlineBlocks blocks after inclusion within which the task must settle
   */
  record SubmitTask(
      String taskType,
      byte[] spec,
      TaskPlan plan,
      DataManifest training,
      Hash testCommitment,
      long reward,
      long fee,
      long deadlineBlocks)
      implements TransactionBody {
    static final int MAX_TYPE_BYTES = 64;
    static final int MAX_SPEC_BYTES = 64 * 1024;

    static SubmitTask decode(Decoder in) {
      return new SubmitTask(
          in.text(MAX_TYPE_BYTES),
          in.bytes(MAX_SPEC_BYTES),
          TaskPlan.decode(in),
          DataManifest.decode(in),
          in.hash(),
          in.u63(),
          in.u63(),
          in.u63());
    }

    @Override
    public int kind() {
      return 6;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.text(taskType).bytes(spec).put(plan).put(training).hash(testCommitment);
      out.i64(reward).i64(fee).i64(deadlineBlocks);
    }
  }

  /** Takes back a task that nobody was assigned to yet. */
  record CancelTask(Hash task) implements TransactionBody {
    static CancelTask decode(Decoder in) {
      return new CancelTask(in.hash());
    }

    @Override
    public int kind() {
      return 7;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task);
    }
  }

  /** Opens the commitment to the test data after the last checkpoint was accepted. */
  record RevealTest(Hash task, DataManifest test, byte[] salt) implements TransactionBody {
    static final int SALT_BYTES = 32;

    static RevealTest decode(Decoder in) {
      return new RevealTest(in.hash(), DataManifest.decode(in), in.fixed(SALT_BYTES));
    }

    @Override
    public int kind() {
      return 13;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task).put(test).fixed(salt);
    }
  }

  /**
   * Puts data on the chain that means nothing to it, in a certain order and for good: a document's
   * hash, a batch of requests of an application. Costs the base fee for each {@value #FEE_STEP}
   * bytes or part of them.
   */
  record Note(byte[] data) implements TransactionBody {
    static final int MAX_DATA_BYTES = 64 * 1024;
    static final int FEE_STEP = 1024;

    static Note decode(Decoder in) {
      return new Note(in.bytes(MAX_DATA_BYTES));
    }

    /** How many base fees it costs. */
    long feeUnits() {
      return 1L + Math.max(0, data.length - 1) / FEE_STEP;
    }

    @Override
    public int kind() {
      return 15;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.bytes(data);
    }
  }

  /** What an evaluator measured of the final state on the revealed test data. */
  record Evaluate(Hash task, Scores scores) implements TransactionBody {
    static Evaluate decode(Decoder in) {
      return new Evaluate(in.hash(), Scores.decode(in));
    }

    @Override
    public int kind() {
      return 14;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.hash(task).put(scores);
    }
  }
}
