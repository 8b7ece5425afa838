package io.pouw.node.config;

import io.pouw.storage.sql.SqlSettings;

/**
 * How a node manages workers, pools, scores and payouts.
 *
 * @param database where it keeps them
 */
public record ManagementSettings(SqlSettings database) {}
