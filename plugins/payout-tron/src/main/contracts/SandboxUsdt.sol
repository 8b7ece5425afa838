// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ERC20} from "./openzeppelin/token/ERC20/ERC20.sol";

/// The TRC20 token that the TRON emulator runs in place of USDT: six decimals, one owner who issues.
contract SandboxUsdt is ERC20 {
    address public immutable owner;

    error NotOwner(address caller);

    constructor(uint256 supply) ERC20("Tether USD", "USDT") {
        owner = msg.sender;
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function issue(address to, uint256 amount) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _mint(to, amount);
    }
}
