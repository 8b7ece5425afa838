package io.pouw.learning.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpdateFormatTest {
  private static final float[] NONE = {};
  private static final float[] CHANGES = {0.5f, -3, 0, 0.25f};

  @Test
  void lossAndCommitmentComeBack() {
    Hash commitment = Hash.sha256(new byte[] {1});
    for (EncodingSpec spec :
        new EncodingSpec[] {
          new EncodingSpec.Full(), new EncodingSpec.Brain(), new EncodingSpec.TopK(0.75, true)
        }) {
      UpdateFormat format = UpdateFormat.of(spec, true, 4);
      byte[] update = format.write(CHANGES, 1.5f, NONE, Optional.of(commitment)).bytes();
      assertEquals(Optional.empty(), format.reject(update));
      assertEquals(1.5f, format.loss(update));
      assertEquals(Optional.of(commitment), format.commitment(update));
      assertArrayEquals(CHANGES, format.changes(update));
      assertEquals(format.encoding().keepsResidual(), format.residuals(update).isPresent());
    }
  }

  @Test
  void withoutEncodingAndPrivacyAnUpdateIsChangesAndLossAsFloat32() {
    UpdateFormat format = UpdateFormat.of(new EncodingSpec.Full(), false, 4);
    byte[] update = format.write(CHANGES, 2f, NONE, Optional.empty()).bytes();
    assertEquals(20, update.length);
    assertEquals(20, format.bytesPerUpdate());
    float[] all = Arrays.copyOf(CHANGES, 5);
    all[4] = 2f;
    var plain = UpdateEncoding.of(new EncodingSpec.Full(), 5);
    assertArrayEquals(plain.encode(all, NONE).bytes(), update);
    assertEquals(Optional.empty(), format.commitment(update));
  }

  @Test
  void whatCannotBeAnUpdateIsRefused() {
    UpdateFormat format = UpdateFormat.of(new EncodingSpec.Full(), false, 4);
    byte[] update = format.write(CHANGES, 2f, NONE, Optional.empty()).bytes();
    update[19] = 0x7f;
    update[18] = (byte) 0x80;
    assertEquals(Optional.of("update's loss is not finite: Infinity"), format.reject(update));
    assertEquals(Optional.of("update has 3 bytes, expected 20"), format.reject(new byte[3]));
    assertEquals(Optional.of("update has 21 bytes, expected 20"), format.reject(new byte[21]));
    assertThrows(IllegalArgumentException.class, () -> format.changes(update));
    assertThrows(
        IllegalArgumentException.class,
        () -> format.write(CHANGES, Float.NaN, NONE, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> format.write(CHANGES, 1f, NONE, Optional.of(Hash.ZERO)));
  }
}
