package io.pouw.simulation;

import io.pouw.simulation.Mutation.Always;
import io.pouw.simulation.Mutation.Fixed;
import io.pouw.simulation.Mutation.Negated;
import io.pouw.simulation.Mutation.Nothing;
import java.util.List;

/** The bugs that the simulator has to find, each alone. */
final class PlantedBugs {
  private static final Nothing NOTHING = new Nothing();
  private static final Always TRUE = new Always(1);

  static final List<Mutation> ALL =
      List.of(
          new Mutation("finalises and nullifies", "consensus.OwnVotes", "mayEnd", TRUE),
          new Mutation("forgets its votes in a crash", "consensus.OwnVotes", "restore", NOTHING),
          new Mutation("a quorum is one vote", "consensus.ValidatorSet", "quorum", TRUE),
          new Mutation("stake is not counted", "consensus.Certificate", "checkStake", NOTHING),
          new Mutation(
              "certificates unsigned", "consensus.Certificate", "checkSignatures", NOTHING),
          new Mutation("votes unsigned", "consensus.Vote", "check", NOTHING),
          new Mutation("votes unchecked on arrival", "consensus.Intake", "checkVote", NOTHING),
          new Mutation("any chain links", "consensus.ChainCheck", "links", TRUE),
          new Mutation("any proposal is justified", "consensus.Proposals", "isJustified", TRUE),
          new Mutation(
              "gaps in views are wanted", "consensus.Proposals", "foundation", new Negated(2)),
          new Mutation("blocks are not executed", "consensus.Proposals", "isValid", TRUE),
          new Mutation("nothing is valid", "consensus.Proposals", "isValid", NOTHING),
          new Mutation("anybody may propose", "consensus.Proposals", "checkShape", NOTHING),
          new Mutation("never gives a view up", "consensus.OwnVotes", "mayNullify", NOTHING),
          new Mutation("never repeats itself", "consensus.SimplexEngine", "resend", NOTHING),
          new Mutation("never finalises", "consensus.SimplexEngine", "finalizeHighest", NOTHING),
          new Mutation(
              "never votes to finalise", "consensus.SimplexEngine", "finalizeVote", NOTHING),
          new Mutation("never leaves a view", "consensus.SimplexEngine", "endView", NOTHING),
          new Mutation("never notarises", "consensus.SimplexEngine", "notarize", NOTHING),
          new Mutation("never leads", "consensus.Leadership", "begin", NOTHING),
          new Mutation("always leads", "consensus.Leadership", "leads", TRUE),
          new Mutation("ignores chains", "consensus.SimplexEngine", "receiveChain", NOTHING),
          new Mutation(
              "ignores certificates", "consensus.SimplexEngine", "receiveCertificate", NOTHING),
          new Mutation("seeks no missing blocks", "consensus.CatchUp", "seek", NOTHING),
          new Mutation("asks nobody ahead", "consensus.CatchUp", "askAhead", NOTHING),
          new Mutation("answers nobody", "consensus.CatchUp", "answer", NOTHING),
          new Mutation("helps no straggler", "consensus.CatchUp", "help", NOTHING),
          new Mutation("an epoch never ends", "consensus.Epoch", "isClosedBy", NOTHING),
          new Mutation("every view is in the epoch", "consensus.Epoch", "holds", TRUE),
          new Mutation("a follower takes nothing", "consensus.Follower", "receive", NOTHING),
          new Mutation("votes are not counted", "consensus.Intake", "count", NOTHING),
          new Mutation("transactions unsigned", "ledger.Transaction", "signatureHolds", TRUE),
          new Mutation("nonces do not matter", "ledger.TransactionRules", "checkNonce", NOTHING),
          new Mutation(
              "any chain's transactions", "ledger.TransactionRules", "checkChain", NOTHING),
          new Mutation("fees are free", "ledger.TransactionRules", "payFee", NOTHING),
          new Mutation("the beacon is not checked", "ledger.BlockExecutor", "checkBeacon", NOTHING),
          new Mutation("any block fits", "ledger.BlockExecutor", "checkPlace", NOTHING),
          new Mutation("money is not burned", "ledger.Books", "burn", NOTHING),
          new Mutation("money is not charged", "ledger.Books", "charge", NOTHING),
          new Mutation("a payment does not arrive", "ledger.Books", "pay", NOTHING),
          new Mutation("the mempool keeps all", "ledger.Mempool", "advance", NOTHING),
          new Mutation("the mempool gives nothing", "ledger.Mempool", "candidates", NOTHING),
          new Mutation(
              "unstaking needs no stake", "ledger.AccountRules", "unstake", new Negated(0)),
          new Mutation(
              "tells nobody of others", "network.discovery.PeerExchange", "tellAbout", NOTHING),
          new Mutation("dials once, then never", "network.discovery.Dialer", "retry", NOTHING),
          new Mutation("any version is welcome", "network.discovery.Greeting", "problem", NOTHING),
          new Mutation("keeps dead connections", "network.discovery.PeerTable", "remove", NOTHING),
          new Mutation("remembers every address", "network.discovery.Dialer", "remember", taken(1)),
          new Mutation(
              "keeps votes of all views", "consensus.SimplexEngine", "receiveVote", never(3)),
          new Mutation("prunes no votes", "consensus.VoteBook", "compactBelow", NOTHING),
          new Mutation("seeks without end", "consensus.CatchUp", "seek", taken(1)),
          new Mutation("keeps all rejections", "consensus.Rejections", "receive", taken(1)),
          new Mutation(
              "keeps all contradictions", "consensus.Outbox", "reportEquivocation", taken(0)),
          new Mutation("the mempool has no bound", "ledger.Mempool", "makeRoom", never(0)));

  private static Fixed taken(int jump) {
    return new Fixed(jump, true);
  }

  private static Fixed never(int jump) {
    return new Fixed(jump, false);
  }

  private PlantedBugs() {}
}
