package io.pouw.consensus;

import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.List;

/**
 * A look at a running engine, for the status page.
 *
 * @param epoch number of the epoch that it decides
 * @param view the view it is in
 * @param leader who leads it
 * @param finalizedHeight height of the last final block
 * @param finalizedView its view
 * @param finalizedId its id
 * @param viewChanges views that this engine left by a nullification since it started
 * @param rejected votes, certificates, proposals and chains that did not hold, since it started
 * @param equivocations proofs found since it started, the first {@value Limits#MAX_EQUIVOCATIONS}
 * @param rejections the latest reasons for which proposals were refused, here and elsewhere
 */
public record EngineStatus(
    long epoch,
    long view,
    PublicKey leader,
    long finalizedHeight,
    long finalizedView,
    Hash finalizedId,
    long viewChanges,
    long rejected,
    List<Equivocation> equivocations,
    List<Rejection> rejections) {}
