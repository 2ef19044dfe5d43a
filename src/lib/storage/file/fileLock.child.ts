import { readFile, writeFile } from "node:fs/promises";
import { createFileLock } from "./fileLock";

// Run by fileLock.integration.test.ts: counts under the lock, or holds it until it is killed.
const [mode, lockPath = "", counterPath = "", times = "0"] = process.argv.slice(2);
const lock = createFileLock(lockPath);

if (mode === "hold") {
  await lock.run(async () => {
    process.stdout.write("held\n");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
}

for (let i = 0; i < Number(times); i++) {
  await lock.run(async () => {
    const count = Number(await readFile(counterPath, "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 1));
    await writeFile(counterPath, String(count + 1));
  });
}
