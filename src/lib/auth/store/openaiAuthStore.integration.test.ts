import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { signIn, testConfig } from "@/lib/auth/testkit/testAuth";
import { startChild } from "@/lib/auth/testkit/testChild";
import { createTestIssuer } from "@/lib/auth/testkit/testIssuer";
import { createSecretBox } from "@/lib/security/secretBox";
import { openTextStore } from "@/lib/storage/contract/openTextStore";
import { sweepTemporaryFiles } from "@/lib/storage/file/atomicFile";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { createOpenaiAuthStore } from "./openaiAuthStore";
import { openToken } from "./sealing";

/** `PATCHBAY_LONG=1` takes its time. */
const IS_LONG = process.env.PATCHBAY_LONG === "1";
const kills = { files: IS_LONG ? 2000 : 200, PostgreSQL: IS_LONG ? 500 : 20 };
const AT_ONCE = 4;

it.each(["files", "PostgreSQL"] as const)(
  "has lost nothing after each of many processes was killed while writing on %s",
  {
    timeout: kills.files * 1200,
  },
  async (form) => {
    const issuer = await createTestIssuer();
    const config = await testConfig(issuer.origin);
    const place = form === "files" ? config.dataDir : (await testDatabase()).url;
    const texts = openTextStore(place);
    await signIn(createFileAuth({ config, texts, fetch: issuer.fetch }), issuer);
    const box = createSecretBox(config);
    const store = createOpenaiAuthStore(texts, box);
    let acknowledged = 1;

    async function killWhileWriting(): Promise<void> {
      const child = startChild(new URL("../testkit/storeWriter.child.ts", import.meta.url), [place, config.configDir]);
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
      for (let i = 0; i < kills[form] / AT_ONCE; i++) await killWhileWriting();
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker));

    if (form !== "files") return;
    await sweepTemporaryFiles(config.dataDir);
    expect((await readdir(config.dataDir)).sort()).toEqual(["locks", "openai-auth.json"]);
  },
);
