package io.pouw.node.bus;

import java.util.Optional;

/** Why a block is not valid; empty if it is. */
public record BlockChecked(Optional<String> objection) {}
