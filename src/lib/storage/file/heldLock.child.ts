import { tryHoldLock } from "./heldLock";

// Run by heldLock.integration.test.ts: takes the lock, says whether it has it, and stays until it is killed.
const lock = await tryHoldLock(process.argv[2] ?? "");
process.stdout.write(`${lock === undefined ? "refused" : "held"}\n`);
setInterval(() => {}, 1000);
