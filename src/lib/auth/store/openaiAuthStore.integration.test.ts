import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { startChild } from "@/lib/auth/testkit/testChild";
import { createTestIssuer } from "@/lib/auth/testkit/testIssuer";
import { createSecretBox } from "@/lib/security/secretBox";
import { sweepTemporaryFiles } from "@/lib/storage/file/atomicFile";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createOpenaiAuthStore } from "./openaiAuthStore";
import { openToken } from "./sealing";

/** `PATCHBAY_LONG=1` takes its time. */
const KILLS = process.env.PATCHBAY_LONG === "1" ? 2000 : 200;
const AT_ONCE = 4;

it(`is readable and has lost nothing after each of ${KILLS} processes was killed while writing`, {
  timeout: KILLS * 1200,
}, async () => {
  const issuer = await createTestIssuer();
  const { auth, config } = await testAuth(issuer);
  await signIn(auth, issuer);
  const box = createSecretBox(config);
  const store = createOpenaiAuthStore(createFileTextStore(config.dataDir), box);
  let acknowledged = 1;

  async function killWhileWriting(): Promise<void> {
    const child = startChild(new URL("../testkit/storeWriter.child.ts", import.meta.url), [
      config.dataDir,
      config.configDir,
    ]);
    acknowledged = Math.max(acknowledged, Number(await child.nextLine()));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    child.process.kill("SIGKILL");
    await once(child.process, "exit");

    const safe = acknowledged;
    const { document, problem } = await store.read();
    const [account] = document.accounts;
    if (account === undefined) throw new Error(problem ?? "the account is gone");
    expect(account.generation).toBeGreaterThanOrEqual(safe);
    expect(await openToken(box, account, "refresh_token")).toBe(`rt_${account.generation}`);
  }

  async function worker(): Promise<void> {
    for (let i = 0; i < KILLS / AT_ONCE; i++) await killWhileWriting();
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  await sweepTemporaryFiles(config.dataDir);
  expect((await readdir(config.dataDir)).sort()).toEqual(["locks", "openai-auth.json"]);
});
