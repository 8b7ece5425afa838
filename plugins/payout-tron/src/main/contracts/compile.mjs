// Compiles SandboxUsdt.sol to the resource that the emulator deploys:
//   npm install solc@0.8.30 && node compile.mjs > ../resources/io/pouw/payout/tron/emulator/SandboxUsdt.hex
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const solc = createRequire(join(process.cwd(), "x.js"))("solc");
const here = dirname(fileURLToPath(import.meta.url));
const input = {
  language: "Solidity",
  sources: { "SandboxUsdt.sol": { content: readFileSync(join(here, "SandboxUsdt.sol"), "utf8") } },
  settings: {
    evmVersion: "paris",
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: "none", appendCBOR: false },
    outputSelection: { "*": { "*": ["evm.bytecode.object"] } },
  },
};
const find = (path) => ({ contents: readFileSync(join(here, path), "utf8") });
const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
for (const error of output.errors ?? []) console.error(error.formattedMessage);
console.log(output.contracts["SandboxUsdt.sol"].SandboxUsdt.evm.bytecode.object);
