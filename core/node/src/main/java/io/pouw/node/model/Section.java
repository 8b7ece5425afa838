package io.pouw.node.model;

/**
 * The parts of a model file, in their order. Each has a number in the file, which never changes.
 */
enum Section {
  GENESIS(1, "genesis", 64 << 20),
  TASK(2, "task entry", 32 << 20),
  CHECKPOINTS(3, "checkpoint entries", 256 << 20),
  EPOCHS(10, "epoch hand-overs", 64 << 20),
  HEADERS(4, "block headers", 16 << 20),
  CERTIFICATE(5, "finality certificate", 4 << 20),
  SUBMISSION(6, "submission", 2 << 20),
  CODE(7, "code version", 1024),
  CHUNKS(8, "chunk hashes", 8 << 20),
  MODEL(9, "model", 1 << 30);

  private final int kind;
  private final String title;
  private final int maxBytes;

  Section(int kind, String title, int maxBytes) {
    this.kind = kind;
    this.title = title;
    this.maxBytes = maxBytes;
  }

  int kind() {
    return kind;
  }

  /** What a user reads. */
  String title() {
    return title;
  }

  int maxBytes() {
    return maxBytes;
  }
}
