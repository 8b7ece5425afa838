package io.pouw.task.smt.z3;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What goes between a node and its Z3 process; every length is checked before it is believed. */
final class Wire {
  static final int MAX_SCRIPT_BYTES = 64 << 20;
  static final int MAX_ANSWER_BYTES = 1 << 20;

  /** A question. */
  record Question(String script, int rlimit, int seed) {}

  private Wire() {}

  static void write(Question question, DataOutputStream out) throws IOException {
    byte[] script = question.script().getBytes(StandardCharsets.ISO_8859_1);
    out.writeInt(question.rlimit());
    out.writeInt(question.seed());
    out.writeInt(script.length);
    out.write(script);
    out.flush();
  }

  static Question readQuestion(DataInputStream in) throws IOException {
    int rlimit = in.readInt();
    int seed = in.readInt();
    return new Question(text(in, MAX_SCRIPT_BYTES), rlimit, seed);
  }

  static void write(Z3Answer answer, DataOutputStream out) throws IOException {
    byte[] text = answer.text().getBytes(StandardCharsets.ISO_8859_1);
    out.writeUTF(answer.verdict().name());
    out.writeLong(answer.rlimit());
    out.writeInt(text.length);
    out.write(text);
    out.flush();
  }

  static Z3Answer readAnswer(DataInputStream in) throws IOException {
    String verdict = in.readUTF();
    for (Z3Answer.Verdict each : Z3Answer.Verdict.values())
      if (each.name().equals(verdict))
        return new Z3Answer(each, in.readLong(), text(in, MAX_ANSWER_BYTES));
    throw new IOException("'" + verdict + "' is no verdict");
  }

  private static String text(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most)
      throw new IOException(length + " bytes announced, at most " + most + " can be");
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }
}
