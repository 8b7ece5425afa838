package io.pouw.node.cli;

import io.pouw.node.NodeIdentity;
import io.pouw.plugin.Signer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key that a worker signs with; part of the commands that need one. */
final class WorkerKey {
  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "the worker's key, PKCS#12 (default keystore.p12); made if it is missing")
  private Path keystore = Path.of("keystore.p12");

  @Option(names = "--password-file", description = "file with the keystore's password")
  private @Nullable Path passwordFile;

  Signer open() throws Exception {
    return Signer.of(NodeIdentity.openOrCreate(keystore, Passwords.read(passwordFile)));
  }
}
