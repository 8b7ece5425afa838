package io.pouw.node.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.CheckpointStatus;
import io.pouw.ledger.TaskStatus;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.model.VerificationReport.Check;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelVerifierTest {
  private static final int SECTION_HEADER_BYTES = 37;
  private static final byte[] FILE = new SettledTask().file().write();
  private static final Container PARTS = Container.read(FILE);

  private static VerificationReport verify(byte[] file) {
    return ModelVerifier.verify(file, ModelVerifierTest::type, Optional.empty());
  }

  private static Optional<TaskType> type(String name) {
    return name.equals("counting") ? Optional.of(new CountingTask()) : Optional.empty();
  }

  private static Check failure(byte[] file) {
    return verify(file).firstFailure().orElseThrow();
  }

  private static Check failureOf(Consumer<SettledTask> lie) {
    var settled = new SettledTask();
    lie.accept(settled);
    return failure(settled.file().write());
  }

  @Test
  void anHonestFileIsAcceptedByAStranger() {
    VerificationReport report = verify(FILE);
    assertTrue(report.ok(), report.toString());
    assertEquals(14, report.checks().size());
    assertTrue(ModelVerifier.verify(FILE, name -> Optional.empty(), Optional.empty()).ok());
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void aFlippedByteIsNoticedAndItsSectionNamed(Section section) {
    int content = PARTS.offsets().getOrDefault(section, 0);
    for (int at = content - SECTION_HEADER_BYTES; at < content; at++) flip(section, at);
    long seed = 7L + section.kind();
    var random = new Random(seed);
    int length = PARTS.content(section).length;
    for (int i = 0; i < Math.min(60, length); i++) flip(section, content + random.nextInt(length));
  }

  private static void flip(Section section, int at) {
    byte[] flipped = FILE.clone();
    flipped[at] ^= (byte) (1 << at % 8);
    Check failure = failure(flipped);
    assertTrue(
        failure.detail().contains(section.title()), "byte " + at + " is not named: " + failure);
  }

  @Test
  void everyByteOfTheFilesBeginningIsNoticed() {
    for (int at = 0; at < Container.MAGIC.length + 4; at++) {
      byte[] flipped = FILE.clone();
      flipped[at] ^= 4;
      assertEquals("container", failure(flipped).name());
    }
  }

  @Test
  void aFlippedByteOfTheModelIsLocatedToItsChunkAndTensor() {
    byte[] model = PARTS.content(Section.MODEL).clone();
    model[BlobId.CHUNK_BYTES + 100] ^= 1;
    Check failure = failure(with(Section.MODEL, model));
    assertEquals("model", failure.name());
    assertTrue(
        failure
            .detail()
            .contains(
                "the first is chunk 1, model bytes 16384 to 32767: counter 16384 to counter 32767"),
        failure.detail());
  }

  /** What a forger can do: change a section and hash it again. */
  private static byte[] with(Section section, byte[] content) {
    var contents = new EnumMap<Section, byte[]>(PARTS.contents());
    contents.put(section, content);
    return Container.write(contents);
  }

  @ParameterizedTest
  @EnumSource(
      value = Section.class,
      names = {"GENESIS", "HEADERS", "CERTIFICATE", "SUBMISSION", "CHUNKS", "MODEL"})
  void aForgedSectionIsNoticedThoughItWasHashedAgain(Section section) {
    long seed = 100L + section.kind();
    var random = new Random(seed);
    byte[] content = PARTS.content(section);
    for (int i = 0; i < 60; i++) {
      byte[] forged = content.clone();
      int at = random.nextInt(content.length);
      forged[at] ^= (byte) (1 << random.nextInt(8));
      assertFalse(verify(with(section, forged)).ok(), "seed " + seed + ", byte " + at);
    }
  }

  @Test
  void aForgedTaskEntryIsNotUnderTheStateRoot() {
    byte[] forged = PARTS.content(Section.TASK).clone();
    forged[200] ^= 1;
    Check failure = failure(with(Section.TASK, forged));
    assertEquals("task entry", failure.name());
    assertTrue(failure.detail().contains("not under the state root"), failure.detail());
  }

  @Test
  void aForgedCheckpointIsNamedByItsNumber() {
    byte[] forged = PARTS.content(Section.CHECKPOINTS).clone();
    forged[forged.length - 200] ^= 1;
    Check failure = failure(with(Section.CHECKPOINTS, forged));
    assertEquals("checkpoint entries", failure.name());
    assertTrue(failure.detail().contains("entry 1"), failure.detail());
  }

  @Test
  void aGenesisThatIsNotTheExpectedOneIsRefused() {
    Check failure =
        ModelVerifier.verify(FILE, ModelVerifierTest::type, Optional.of(Hash.ZERO))
            .firstFailure()
            .orElseThrow();
    assertEquals("genesis", failure.name());
    assertTrue(failure.detail().contains("expected " + Hash.ZERO), failure.detail());
  }

  @Test
  void theGenesisOfAnotherChainDoesNotFit() {
    var settled = new SettledTask();
    Check failure = failure(with(Section.GENESIS, settled.genesis("other").toBytes()));
    assertEquals("headers", failure.name());
  }

  @Test
  void aCertificateOfTooFewIsRefused() {
    Check failure = failureOf(settled -> settled.signers = 2);
    assertEquals("certificate", failure.name());
    assertTrue(failure.detail().contains("no quorum"), failure.detail());
  }

  @Test
  void aTaskThatIsNotSettledIsRefused() {
    Check failure = failureOf(settled -> settled.status = TaskStatus.EVALUATING);
    assertEquals("settled", failure.name());
  }

  @Test
  void aCheckpointThatIsNotAcceptedIsRefused() {
    Check failure = failureOf(settled -> settled.lastCheckpoint = CheckpointStatus.DRAWN);
    assertEquals("checkpoints", failure.name());
    assertTrue(failure.detail().contains("entry 1: its status is DRAWN"), failure.detail());
  }

  /** Real hand-overs, on a chain that ends epochs, are proven in {@code EpochNodeTest}. */
  @Test
  void aHandOverThatTheEndingEpochDidNotSignIsRefused() {
    var settled = new SettledTask();
    ModelFile file = settled.file();
    BlockHeader closing = settled.header(1_000, 1_000, Hash.ZERO, Hash.ZERO);
    settled.signers = 2;
    var forged =
        new ModelFile(
            file.genesis(),
            List.of(new EpochProof(closing, settled.certificate(closing), file.task())),
            file.task(),
            file.checkpoints(),
            file.headers(),
            file.certificate(),
            file.submission(),
            file.codeVersion(),
            file.chunks(),
            file.model());
    Check failure = failure(forged.write());
    assertEquals("epochs", failure.name());
    assertTrue(failure.detail().contains("the end of epoch 0 is not proven"), failure.detail());
    assertTrue(failure.detail().contains("is no quorum"), failure.detail());
  }

  @Test
  void headersThatDoNotLinkAreRefused() {
    var settled = new SettledTask();
    ModelFile file = settled.file();
    var stray = settled.header(21, 32, Hash.ZERO, Hash.ZERO);
    var forged =
        new ModelFile(
            file.genesis(),
            file.epochs(),
            file.task(),
            file.checkpoints(),
            List.of(file.headers().getFirst(), stray),
            settled.certificate(stray),
            file.submission(),
            file.codeVersion(),
            file.chunks(),
            file.model());
    Check failure = failure(forged.write());
    assertEquals("headers", failure.name());
  }
}
