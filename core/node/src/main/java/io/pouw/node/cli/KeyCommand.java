package io.pouw.node.cli;

import io.pouw.node.NodeIdentity;
import io.pouw.primitives.KeyPair;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw key}: makes a node key, or shows the public half of one. */
@Command(
    name = "key",
    description = "Makes a node key in an encrypted keystore, or shows an existing one's address.",
    mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "KEYSTORE", description = "PKCS#12 file; made if it is missing")
  private Path keystore = Path.of("keystore.p12");

  @Option(names = "--password-file", description = "file with the keystore's password")
  private @Nullable Path passwordFile;

  @Override
  public Integer call() throws Exception {
    boolean existed = Files.exists(keystore);
    KeyPair keys = NodeIdentity.openOrCreate(keystore, Passwords.read(passwordFile));
    PrintStream out = System.out;
    out.println((existed ? "keystore   " : "made       ") + keystore);
    out.println("public key " + keys.publicKey());
    out.println("address    " + keys.address());
    return 0;
  }
}
