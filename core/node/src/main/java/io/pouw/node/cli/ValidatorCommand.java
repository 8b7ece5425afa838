package io.pouw.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw validator}: who validates, asked for by the one who holds the key. */
@Command(
    name = "validator",
    description =
        "Becomes a validator, stops being one, comes back from jail, or shows where one stands.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ValidatorCommand.Register.class,
      ValidatorCommand.Exit.class,
      ValidatorCommand.Unjail.class,
      ValidatorCommand.Status.class
    })
final class ValidatorCommand {
  private ValidatorCommand() {}

  /** {@code pouw validator register}. */
  @Command(
      name = "register",
      description = "Makes the account a validator from the next epoch on.",
      mixinStandardHelpOptions = true)
  static final class Register implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "a name for people that no other has")
    private String name = "";

    @Option(names = "--stake", description = "PAI to bond before; default: what is bonded already")
    private @Nullable String stake;

    @Mixin private KeyHolderOptions options = new KeyHolderOptions();

    @Override
    public Integer call() throws Exception {
      try (NodeApi api = options.api()) {
        KeyHolder holder = options.holder(api);
        long more = stake == null ? 0 : Amounts.parse(stake);
        requireEnough(holder.stake() + more);
        if (more > 0) holder.send(new TransactionBody.Stake(more));
        return options.send(holder, new ValidatorBody.RegisterValidator(name));
      }
    }

    private void requireEnough(long bonded) {
      long least = options.genesis().parameters().get(Parameter.MIN_VALIDATOR_STAKE);
      if (bonded < least)
        throw new IllegalArgumentException(
            "Insufficient stake: %s PAI, a validator of this network needs at least %s PAI: give --stake"
                .formatted(Amounts.format(bonded), Amounts.format(least)));
    }
  }

  /** {@code pouw validator exit}. */
  @Command(
      name = "exit",
      description = "Ends validating with the running epoch; the stake can be unbonded then.",
      mixinStandardHelpOptions = true)
  static final class Exit implements Callable<Integer> {
    @Mixin private KeyHolderOptions options = new KeyHolderOptions();

    @Override
    public Integer call() throws Exception {
      try (NodeApi api = options.api()) {
        return options.send(options.holder(api), new ValidatorBody.ExitValidator());
      }
    }
  }

  /** {@code pouw validator unjail}. */
  @Command(
      name = "unjail",
      description =
          "Brings a validator back that was jailed for being away, once its time is over.",
      mixinStandardHelpOptions = true)
  static final class Unjail implements Callable<Integer> {
    @Mixin private KeyHolderOptions options = new KeyHolderOptions();

    @Override
    public Integer call() throws Exception {
      try (NodeApi api = options.api()) {
        return options.send(options.holder(api), new ValidatorBody.Unjail());
      }
    }
  }

  /** {@code pouw validator status}. Exit code 0: it is registered, 1: it is not. */
  @Command(
      name = "status",
      description = "Shows the epoch, and where a validator stands in it; needs no key.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Parameters(
        paramLabel = "ADDRESS",
        arity = "0..1",
        description = "pai1...; default: that of the keystore")
    private @Nullable String address;

    @Mixin private KeyHolderOptions options = new KeyHolderOptions();

    @Override
    public Integer call() throws Exception {
      Address wanted = address == null ? options.keys().address() : Address.parse(address);
      try (NodeApi api = options.api()) {
        JsonNode all = api.json("validators");
        System.out.println(
            "epoch    %d, heights %d to %d, now %d"
                .formatted(
                    all.path("epoch").asLong(),
                    all.path("first_height").asLong(),
                    all.path("last_height").asLong(),
                    all.path("height").asLong()));
        for (JsonNode each : all.path("validators"))
          if (each.path("address").asText().equals(wanted.toString())) {
            lines(each).forEach(System.out::println);
            return 0;
          }
      }
      System.err.println("pouw: " + wanted + " is not registered as a validator");
      return 1;
    }

    private static List<String> lines(JsonNode validator) {
      var lines = new ArrayList<String>();
      lines.add("name     " + validator.path("name").asText());
      lines.add("address  " + validator.path("address").asText());
      lines.add("standing " + validator.path("standing").asText());
      if (validator.has("jailed_until_epoch"))
        lines.add("jailed   until epoch " + validator.path("jailed_until_epoch").asLong());
      lines.add("stake    " + validator.path("stake").path("pai").asText() + " PAI");
      if (validator.has("index"))
        lines.add(
            "in set   place %d, weight %s PAI, %d blocks, %d missed in this epoch"
                .formatted(
                    validator.path("index").asLong(),
                    validator.path("power").path("pai").asText(),
                    validator.path("blocks").asLong(),
                    validator.path("missed").asLong()));
      else lines.add("in set   no");
      return lines;
    }
  }
}
