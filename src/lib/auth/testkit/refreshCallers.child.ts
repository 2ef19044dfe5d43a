import { createInterface } from "node:readline";
import { parseConfig } from "@/lib/config";
import { openTextStore } from "@/lib/storage/contract/openTextStore";
import { createFileAuth } from "./fileAuth";

// Run by refresh.integration.test.ts: for every line it reads, many callers ask for the credential at once.
const callers = Number(process.argv[2]);
const config = parseConfig(process.env);
const texts = openTextStore(process.env.TEST_TEXTS ?? config.dataDir);
const auth = createFileAuth({ config, texts });

for await (const _ of createInterface(process.stdin)) {
  const bearers = await Promise.all(
    Array.from({ length: callers }, async () => (await (await auth.credentials("openai-auth")).get()).bearer),
  );
  process.stdout.write(`${JSON.stringify([...new Set(bearers)])}\n`);
}
