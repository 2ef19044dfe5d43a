import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { createOpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { openCodeVerifier, openToken } from "@/lib/auth/store/sealing";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { callApi } from "./support/api";
import type { TestApp } from "./support/app";
import { nodeCalled, runAllFresh, runToEnd } from "./support/canvas";
import { openGraph, planModel } from "./support/graph";
import { closeSetup, openSetup, saveKey } from "./support/setup";
import { approveAs, connectDialog, openSignInTab } from "./support/signIn";
import { setStage } from "./support/stage";

const stage = setStage({ env: { LOG_LEVEL: "debug" } });

const openaiKey = "sk-canary-0123456789abcdef0123456789";
const googleKey = "AIza-canary-0123456789abcdef0123456789";
const anthropicKey = "sk-ant-canary-0123456789abcdef0123456789";
/** No part of a key may be told but its last four characters. */
const keyParts = [openaiKey.slice(3, -4), googleKey.slice(5, -4), anthropicKey.slice(7, -4)];

it("no token and no key is found anywhere but in the encrypted store, after all that a person can do", async () => {
  const { app, page, context } = stage;
  const seen: { where: string; text: string }[] = [];
  context.on("response", (response) => {
    const headers = JSON.stringify(response.headers());
    seen.push({ where: `headers of ${response.url()}`, text: headers });
    response.text().then(
      (text) => seen.push({ where: response.url(), text }),
      () => undefined, // a redirect has no body
    );
  });
  const model = {
    openai: { provider: "openai", model: "gpt-5.5" },
    google: { provider: "google", model: "gemini-2.5-pro" },
    anthropic: { provider: "anthropic", model: "claude-sonnet-5-5" },
  };
  const id = await openGraph(app, page, {
    nodes: [
      { id: "ask", type: "prompt", title: "Question", at: [20, 60], data: { text: "Tell me about canaries" } },
      { id: "plan", type: "llmGenerate", title: "Plan", at: [320, 60], data: planModel },
      { id: "key", type: "llmGenerate", title: "Key", at: [620, 60], data: model.openai },
      { id: "other", type: "llmGenerate", title: "Other key", at: [620, 420], data: model.google },
      { id: "third", type: "llmGenerate", title: "Third key", at: [320, 420], data: model.anthropic },
    ],
    wires: ["ask.text > plan.prompt", "ask.text > key.prompt", "ask.text > other.prompt", "ask.text > third.prompt"],
  });

  await nodeCalled(page, "Plan").getByRole("button", { name: "Connect" }).click();
  const tab = await openSignInTab(context, connectDialog(page));
  const secrets = new Set([...keyParts, ...(await readSecrets(app))]);
  await approveAs(tab, "Ada Plus");
  await tab.getByRole("heading", { name: "You are connected" }).waitFor();
  await tab.close();
  await connectDialog(page).getByRole("button", { name: "Done" }).click();
  const setup = await openSetup(page, "Providers");
  await saveKey(setup, "OpenAI", openaiKey);
  await saveKey(setup, "Google Gemini", googleKey);
  await saveKey(setup, "Anthropic", anthropicKey);
  await closeSetup(page);

  for (const secret of await readSecrets(app)) secrets.add(secret);
  expect(await runToEnd(page)).toBe("completed");
  app.simulator.control.expireAccessTokens();
  expect(await runAllFresh(page)).toBe("completed");
  for (const secret of await readSecrets(app)) secrets.add(secret);
  expect(secrets.size, "3 keys, a code verifier, and three tokens before and after the renewal").toBeGreaterThan(8);
  app.simulator.control.revokeTokens();
  expect(await runAllFresh(page)).toBe("failed");

  await page.reload();
  await nodeCalled(page, "Plan").waitFor();
  const { runs } = await callApi<{ runs: { id: string }[] }>(app, "GET", `/api/runs?workflow=${id}`);
  expect(runs).toHaveLength(3);
  for (const path of [
    `/api/workflows/${id}`,
    "/api/keys",
    "/api/accounts",
    "/api/settings",
    `/api/runs/${runs[0]?.id}`,
  ]) {
    seen.push({ where: path, text: await (await fetch(`${app.url}${path}`)).text() });
  }
  seen.push({ where: "the export", text: await exportOf(page) });
  seen.push({ where: "the pages", text: await page.content() });
  seen.push({
    where: "what the browser keeps",
    text: await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie])),
  });
  seen.push({ where: "the server's output", text: app.output() });
  seen.push(...(await filesUnder(app.dataDir)), ...(await filesUnder(".next/static")));

  const whereIs = (text: string) => seen.filter((place) => place.text.includes(text)).map(({ where }) => where);
  // What may be seen is found in all of these, so the net has no hole where they are.
  for (const place of [/events\.jsonl$/, /workflows\/.*\.json$/, /\/events\?/, /^the export$/, /^the pages$/])
    expect(whereIs("Tell me about canaries")).toContainEqual(expect.stringMatching(place));
  expect(seen.map(({ where }) => where)).toContainEqual(expect.stringMatching(/openai-auth\.json$/));
  expect([...secrets].flatMap(whereIs)).toEqual([]);
});

/** Every secret of the store as it stands now, in the open. */
async function readSecrets({ dataDir, configDir }: TestApp): Promise<string[]> {
  const box = createSecretBox({ secret: undefined, configDir });
  const { document } = await createOpenaiAuthStore(createFileTextStore(dataDir), box).read();
  const tokens = document.accounts.flatMap((account) =>
    (["access_token", "refresh_token", "id_token"] as const).map((field) => openToken(box, account, field)),
  );
  const verifiers = document.pending.map((pending) => openCodeVerifier(box, pending));
  return (await Promise.all([...tokens, ...verifiers])).filter((secret) => secret !== null);
}

async function exportOf(page: Page): Promise<string> {
  const setup = await openSetup(page, "Project");
  const download = page.waitForEvent("download");
  await setup.getByRole("button", { name: "Export as JSON" }).click();
  return readFile(await (await download).path(), "utf8");
}

async function filesUnder(directory: string): Promise<{ where: string; text: string }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (where) => ({ where, text: await readFile(where, "latin1") })));
}
