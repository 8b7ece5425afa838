// Independent implementations answer what the Java tests ask: tronweb, @ethereumjs/evm, solc.
// usage: node cross-check.mjs FOLDER_WITH_NODE_MODULES < questions.json > answers.json
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "x.js"));
const { TronWeb, utils } = require("tronweb");
const { createEVM } = require("@ethereumjs/evm");
const { createAddressFromString, hexToBytes, bytesToHex } = require("@ethereumjs/util");
const { Common, Mainnet, Hardfork } = require("@ethereumjs/common");
const questions = JSON.parse(readFileSync(0, "utf8"));
const answers = {};

answers.addresses = questions.keys.map((key) => TronWeb.address.fromPrivateKey(key));

answers.transactions = questions.transactions.map(({ json, key }) => {
  const pb = utils.transaction.txJsonToPb(json);
  const unsigned = { ...json, signature: undefined };
  const signed = utils.crypto.signTransaction(key, unsigned);
  return {
    id: utils.transaction.txPbToTxID(pb).replace(/^0x/, ""),
    raw: utils.transaction.txPbToRawDataHex(pb).toLowerCase(),
    signature: signed.signature[0],
  };
});

const common = new Common({ chain: Mainnet, hardfork: Hardfork.Paris });
const evm = await createEVM({ common });
answers.programs = [];
for (const code of questions.programs) {
  const result = await evm.runCode({ code: hexToBytes("0x" + code), gasLimit: 10_000_000n });
  answers.programs.push(result.exceptionError ? "failed" : bytesToHex(result.returnValue).slice(2));
}

const from = createAddressFromString("0x" + questions.token.owner);
const made = await evm.runCall({ caller: from, data: hexToBytes("0x" + questions.token.init), gasLimit: 10_000_000n });
answers.runtime = bytesToHex(made.execResult.returnValue).slice(2);
answers.calls = [];
for (const { caller, data } of questions.token.calls) {
  const { execResult: result } = await evm.runCall({
    caller: createAddressFromString("0x" + caller),
    to: made.createdAddress,
    data: hexToBytes("0x" + data),
    gasLimit: 10_000_000n,
  });
  answers.calls.push({
    ok: !result.exceptionError,
    output: bytesToHex(result.returnValue).slice(2),
    logs: (result.logs ?? []).map(([, topics, data]) => [...topics, data].map((part) => bytesToHex(part).slice(2))),
  });
}

if (questions.node) {
  const web = new TronWeb({ fullHost: questions.node.url, privateKey: questions.node.key });
  const me = web.defaultAddress.base58;
  const built = await web.transactionBuilder.triggerSmartContract(
    questions.node.token,
    "transfer(address,uint256)",
    { feeLimit: 40_000_000, callValue: 0, txLocal: true },
    [{ type: "address", value: questions.node.to }, { type: "uint256", value: questions.node.amount }],
    me,
  );
  const signed = await web.trx.sign(built.transaction);
  const sent = await web.trx.sendRawTransaction(signed);
  const balance = await web.transactionBuilder.triggerConstantContract(
    questions.node.token, "balanceOf(address)", {}, [{ type: "address", value: me }], me);
  answers.node = { sent: sent.result === true, id: signed.txID, balance: balance.constant_result[0] };
}
console.log(JSON.stringify(answers));
