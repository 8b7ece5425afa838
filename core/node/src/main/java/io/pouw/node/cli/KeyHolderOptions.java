package io.pouw.node.cli;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.NodeIdentity;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose key signs, for which chain, and which node is told. */
final class KeyHolderOptions {
  @Mixin private FolderOptions folder = new FolderOptions();

  @Option(names = "--keystore", description = "default: keystore.p12 in the data folder")
  private @Nullable Path keystore;

  @Option(names = "--password-file", description = "file with the keystore's password")
  private @Nullable Path passwordFile;

  @Option(names = "--node", description = "a node's API (default " + NodeApi.DEFAULT + ")")
  private String node = NodeApi.DEFAULT;

  @Option(names = "--wait", description = "seconds until it is final (default 60, 0: do not wait)")
  private int wait = 60;

  NodeApi api() {
    return new NodeApi(node);
  }

  Genesis genesis() {
    return folder.genesis();
  }

  KeyPair keys() throws IOException {
    Path file = keystore != null ? keystore : folder.data().resolve("keystore.p12");
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    return NodeIdentity.openOrCreate(file, Passwords.read(passwordFile));
  }

  KeyHolder holder(NodeApi api) throws IOException {
    return new KeyHolder(api, genesis(), keys());
  }

  /** Sends it and waits as long as was asked for; exit code 0 if all went well. */
  int send(KeyHolder holder, TransactionBody body) throws IOException, InterruptedException {
    Hash id = holder.send(body);
    if (wait == 0 || holder.awaitFinal(id, Duration.ofSeconds(wait))) return 0;
    System.err.println(
        "pouw: not final after %d s; look again with GET /api/v1/transactions/%s"
            .formatted(wait, id));
    return 1;
  }
}
