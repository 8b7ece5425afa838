package io.pouw.node.bus;

/** Addresses on one node's event bus. Requests have one consumer; the rest is published. */
public final class Bus {
  /** Request {@link BuildBlock}, answered by a {@code Block} when there is something to order. */
  public static final String BUILD = "ledger.build";

  /** Request {@link CheckBlock}, answered by a {@link BlockChecked}. */
  public static final String CHECK = "ledger.check";

  /** Request {@link CommitBlocks}, answered when they are durable. */
  public static final String COMMIT = "ledger.commit";

  /** Request {@code Transaction}, answered by its id ({@code Hash}) or failed with the reason. */
  public static final String SUBMIT = "ledger.submit";

  /** Request {@code TransactionBody}: signed by this node, then as {@link #SUBMIT}. */
  public static final String SUBMIT_BODY = "ledger.submit-body";

  /** Published {@link LedgerAdvanced}. */
  public static final String ADVANCED = "ledger.advanced";

  /** Published {@code Boolean}: whether there is something to order, when that changes. */
  public static final String WORK_WAITING = "ledger.work-waiting";

  /** Published {@link io.pouw.plugin.RoleEvent}. */
  public static final String ROLE_EVENT = "role.event";

  /** Send {@link Outgoing}. */
  public static final String SEND = "network.send";

  /** Prefix of the addresses where {@link Incoming} messages of a topic class arrive. */
  public static final String INCOMING = "network.in.";

  /** Published {@link PeerChange}. */
  public static final String PEER = "network.peer";

  /** Send {@link io.pouw.security.audit.AuditEvent}: it is to stand in the audit log. */
  public static final String AUDIT = "node.audit";

  /** Published JSON for the API's event stream. */
  public static final String EVENTS = "api.events";

  /** Topic classes of the network; a topic is one of these, or one followed by a slash and more. */
  public static final String CONSENSUS = "consensus";

  public static final String TRANSACTION = "transaction";
  public static final String WORK = "work";
  public static final String BLOB = "blob";

  /** Requests for snapshots, parts of the state and headers; messages say what is not kept. */
  public static final String SYNC = "sync";

  /** Requests about pools and scores between nodes that manage them. */
  public static final String MANAGEMENT = "management";

  private Bus() {}

  /** Where messages of a topic arrive. */
  public static String incoming(String topic) {
    int slash = topic.indexOf('/');
    return INCOMING + (slash < 0 ? topic : topic.substring(0, slash));
  }
}
