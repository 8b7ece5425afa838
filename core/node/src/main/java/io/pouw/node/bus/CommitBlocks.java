package io.pouw.node.bus;

import io.pouw.ledger.Block;
import java.util.List;

/**
 * Finalised blocks in height order.
 *
 * @param certificate finality certificate of the last one
 */
public record CommitBlocks(List<Block> blocks, byte[] certificate) {}
