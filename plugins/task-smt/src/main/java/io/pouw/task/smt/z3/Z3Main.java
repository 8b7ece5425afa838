package io.pouw.task.smt.z3;

import com.microsoft.z3.Context;
import com.microsoft.z3.Global;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Statistics;
import com.microsoft.z3.Status;
import com.microsoft.z3.Z3Exception;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * The process that Z3 runs in: answers questions on its standard input until that ends. A fresh
 * context for each, one thread, no clock. What it does to itself, such as a stack overflow in
 * native code, it does to nobody else.
 */
public final class Z3Main {
  private static final long STACK_BYTES = 512L << 20;
  private static final String MEMORY_MB = "1024";

  private Z3Main() {}

  /** Without arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    // deleted last of all that is deleted on exit: Z3's libraries are unpacked into it
    new File(System.getProperty("java.io.tmpdir")).deleteOnExit();
    var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    var worker = new Thread(null, () -> serve(out), "z3", STACK_BYTES);
    worker.start();
    worker.join();
    System.exit(0);
  }

  private static void serve(DataOutputStream out) {
    Global.setParameter("memory_max_size", MEMORY_MB);
    try (var in = new DataInputStream(new BufferedInputStream(System.in))) {
      while (true) Wire.write(answer(Wire.readQuestion(in)), out);
    } catch (EOFException _) {
      // the node has no more questions
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static Z3Answer answer(Wire.Question question) {
    try (var context = new Context(Map.of("model", "true"))) {
      Solver solver = context.mkSolver();
      Params limits = context.mkParams();
      limits.add("rlimit", question.rlimit());
      limits.add("random_seed", question.seed());
      solver.setParameters(limits);
      solver.fromString(question.script());
      Status status = solver.check();
      long rlimit = rlimit(solver.getStatistics());
      return switch (status) {
        case SATISFIABLE ->
            new Z3Answer(
                Z3Answer.Verdict.SAT, rlimit, bounded(ModelPrinter.text(solver.getModel())));
        case UNSATISFIABLE -> new Z3Answer(Z3Answer.Verdict.UNSAT, rlimit, "");
        case UNKNOWN -> new Z3Answer(Z3Answer.Verdict.UNKNOWN, rlimit, solver.getReasonUnknown());
      };
    } catch (Z3Exception e) {
      return new Z3Answer(Z3Answer.Verdict.UNKNOWN, 0, bounded(String.valueOf(e.getMessage())));
    }
  }

  private static long rlimit(Statistics statistics) {
    for (Statistics.Entry each : statistics.getEntries())
      if (each.Key.equals("rlimit count") && each.isUInt())
        return Integer.toUnsignedLong(each.getUIntValue());
    return 0;
  }

  /** A model that is too long is none: it stays out, and the obligation counts as undecided. */
  private static String bounded(String text) {
    return text.length() <= Wire.MAX_ANSWER_BYTES ? text : "";
  }
}
