package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.encoding.EncodingSpec;
import io.pouw.learning.encoding.UpdateEncoding;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.privacy.NoiseSecret;
import io.pouw.learning.privacy.PrivacySpec;
import io.pouw.learning.privacy.Sampling;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.UpdateSpec;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Units with noise and with encodings. */
class PrivateTrainingTest {
  private static final float[] NONE = {};
  private static final ModelSpec PLAIN = StripeTraining.spec("sgd");
  private final Dataset data = StripeTraining.data(PLAIN);

  private static NoiseSecret secret(int number) {
    return NoiseSecret.of(Hash.sha256(new byte[] {(byte) number}).toBytes());
  }

  private Training training(EncodingSpec encoding, Optional<PrivacySpec> privacy, KernelPath path) {
    ModelSpec spec = PLAIN.withUpdates(new UpdateSpec(encoding, privacy));
    return new Training(Model.of(spec, path), data, StripeTraining.SEED);
  }

  private Training noised(double clip, double noise, Sampling sampling) {
    return training(
        new EncodingSpec.Full(),
        Optional.of(new PrivacySpec(clip, noise, 1e-3, sampling)),
        KernelPath.fastest());
  }

  private static byte[] work(Training training, NoiseSecret secret) {
    byte[] state = training.model().init(StripeTraining.SEED);
    return training.work(state, 0, 1, Optional.of(secret), NONE).bytes();
  }

  @Test
  void aUnitIsAFunctionOfItsSecretOnEveryPath() {
    for (Sampling sampling : Sampling.values()) {
      var privacy = Optional.of(new PrivacySpec(1, 1.1, 1e-3, sampling));
      byte[] fast =
          work(training(new EncodingSpec.Full(), privacy, KernelPath.fastest()), secret(1));
      for (KernelPath path : KernelPath.values()) {
        assertArrayEquals(fast, work(training(new EncodingSpec.Full(), privacy, path), secret(1)));
      }
      Training training = noised(1, 1.1, sampling);
      assertFalse(Arrays.equals(fast, work(training, secret(2))));
      assertEquals(Optional.empty(), training.model().rejectUpdate(fast));
      Hash commitment = training.model().format().commitment(fast).orElseThrow();
      assertTrue(secret(1).opens(commitment));
      assertFalse(secret(2).opens(commitment));
      assertEquals(0f, training.model().loss(fast), "nobody has noised it");
    }
  }

  @Test
  void withoutClippingAndAlmostWithoutNoiseItIsOrdinaryTraining() {
    Training plain = training(new EncodingSpec.Full(), Optional.empty(), KernelPath.fastest());
    byte[] state = plain.model().init(StripeTraining.SEED);
    float[] expected = plain.model().format().changes(plain.work(state, 0, 1));
    // The least noise there is, of a clip that no gradient here reaches, is still too much to
    // compare single units: the mean over secrets is compared.
    Training noised = noised(50, 0.1, Sampling.SHUFFLED);
    double[] mean = new double[expected.length];
    int count = 40;
    for (int i = 0; i < count; i++) {
      float[] changes = noised.model().format().changes(work(noised, secret(i)));
      for (int j = 0; j < mean.length; j++) mean[j] += changes[j] / (double) count;
    }
    double dot = 0;
    double square = 0;
    for (int j = 0; j < mean.length; j++) {
      dot += mean[j] * expected[j];
      square += expected[j] * (double) expected[j];
    }
    assertEquals(1, dot / square, 0.25, "the share of the plain change that is in the noised one");
  }

  @Test
  void secretsAreAskedForWhereTheyAreNeededAndNowhereElse() {
    Training plain = training(new EncodingSpec.Full(), Optional.empty(), KernelPath.fastest());
    byte[] state = plain.model().init(StripeTraining.SEED);
    assertThrows(IllegalArgumentException.class, () -> work(plain, secret(1)));
    Training noised = noised(1, 1, Sampling.SHUFFLED);
    assertThrows(IllegalArgumentException.class, () -> noised.work(state, 0, 0));
  }

  @Test
  void encodedUpdatesStillLearn() {
    for (EncodingSpec encoding :
        List.of(
            new EncodingSpec.Brain(), new EncodingSpec.Block(), new EncodingSpec.TopK(0.2, true))) {
      Training training = training(encoding, Optional.empty(), KernelPath.fastest());
      Model model = training.model();
      byte[] state = model.init(StripeTraining.SEED);
      float[][] residuals = {NONE, NONE, NONE};
      double before = model.evaluate(state, data).meanLoss();
      for (int round = 0; round < training.rounds(); round++) {
        List<byte[]> updates = new ArrayList<>();
        for (int slot = 0; slot < residuals.length; slot++) {
          UpdateEncoding.Encoded unit =
              training.work(state, round, slot, Optional.empty(), residuals[slot]);
          residuals[slot] = unit.residual();
          assertTrue(unit.bytes().length <= model.updateBytes(), encoding.toString());
          updates.add(unit.bytes());
        }
        state = model.combine(state, CombineRound.of(StripeTraining.SEED, round), updates);
      }
      double after = model.evaluate(state, data).meanLoss();
      assertTrue(after < 0.8 * before, encoding + ": " + before + " then " + after);
    }
  }
}
