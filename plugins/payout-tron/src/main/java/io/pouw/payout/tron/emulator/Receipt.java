package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.TronTransaction;
import io.pouw.payout.tron.evm.Outcome;
import java.util.Optional;

/**
 * What a block made of a transaction.
 *
 * @param fee sun burnt for bandwidth and energy
 * @param bytes of bandwidth taken from what was free
 * @param byteFee sun burnt for bandwidth
 * @param energyStaked energy taken from what was staked
 * @param energyFee sun burnt for energy
 * @param outcome of the contract's code; absent for a transfer of TRX
 */
record Receipt(
    TronTransaction transaction,
    long fee,
    long bytes,
    long byteFee,
    long energyStaked,
    long energyFee,
    Optional<Outcome> outcome) {}
