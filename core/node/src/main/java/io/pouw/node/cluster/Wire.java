package io.pouw.node.cluster;

/** Addresses on the members' bus. */
final class Wire {
  /** Published {@link MemberNews}. */
  static final String NEWS = "pouw.cluster.news";

  /** Question {@link UnitOrder}, answered by a {@link UnitAnswer}. */
  private static final String UNIT = "pouw.cluster.unit.";

  /** Question {@link io.pouw.node.blob.BlobRequest}, answered by the bytes. */
  private static final String PIECE = "pouw.cluster.piece.";

  /** Question {@link ApiCall}, answered by an {@link ApiReply}. */
  private static final String API = "pouw.cluster.api.";

  /** Question {@link StreamOpening}, answered by an {@link ApiReply}. */
  private static final String STREAM = "pouw.cluster.stream.";

  /** Question {@link StreamFrames}, answered without words. */
  private static final String FRAMES = "pouw.cluster.frames.";

  /** Question without words, answered by {@link KeptBlobs} of the member that signs. */
  static final String KEPT = "pouw.cluster.kept";

  private Wire() {}

  static String unit(String member) {
    return UNIT + member;
  }

  static String api(String member) {
    return API + member;
  }

  static String stream(String member) {
    return STREAM + member;
  }

  static String frames(String member) {
    return FRAMES + member;
  }

  static String piece(String member) {
    return PIECE + member;
  }
}
