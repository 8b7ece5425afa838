-- Retries and failures are counted for the metrics.
CREATE INDEX payout_audit_event ON payout_audit (rail, event);
