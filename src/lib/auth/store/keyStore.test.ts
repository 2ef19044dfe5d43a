import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testConfig, writeSigned } from "@/lib/auth/testkit/testAuth";
import { type Config, parseConfig } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createKeyStore } from "./keyStore";

const KEY = "sk-entered-by-hand-1234";
const fromEnvironment = { OPENAI_API_KEY: "sk-of-the-environment-9876", OPENAI_PROJECT: "proj-1" };

async function openKeys(environment: Record<string, string> = {}) {
  const config = await testConfig("https://auth.openai.com", environment);
  const open = (change: Partial<Config> = {}) =>
    createKeyStore(
      { ...config, ...change },
      createFileTextStore(config.dataDir),
      createSecretBox({ ...config, ...change }),
      Date.now,
    );
  return { keys: open(), open, file: join(config.dataDir, "keys.json"), config };
}

it("keeps an entered key sealed and shows its last four characters", async () => {
  const { keys, open, file } = await openKeys();
  await keys.put("openai", { key: KEY });
  expect(await readFile(file, "utf8")).not.toContain(KEY);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await open().list()).toEqual([
    { provider: "openai", source: "stored", lastFour: "1234" },
    { provider: "google", source: null },
    { provider: "anthropic", source: null },
  ]);
  expect(await (await open().credentials("openai")).get()).toMatchObject({ bearer: KEY });
});

it("prefers an entered key to the environment's, and returns to that when it is removed", async () => {
  const { keys } = await openKeys(fromEnvironment);
  expect((await keys.list())[0]).toEqual({ provider: "openai", source: "env", lastFour: "9876" });
  await keys.put("openai", { key: KEY });
  expect((await keys.list())[0]).toMatchObject({ source: "stored" });
  await keys.remove("openai");
  const source = await keys.credentials("openai");
  expect(await source.get()).toEqual({ bearer: fromEnvironment.OPENAI_API_KEY, project: "proj-1" });
  expect(source.payer).toEqual({ kind: "key", id: "openai", provider: "openai", name: "OpenAI key" });
  expect(await source.refused(401)).toBe(false);
});

it("asks for a key when there is none", async () => {
  const { keys } = await openKeys();
  await expect(keys.credentials("google")).rejects.toMatchObject({
    code: "auth_required",
    facts: { action: "add_key" },
  });
});

it("does not fall back to the environment's key when the encryption key is another", async () => {
  const { keys, open } = await openKeys(fromEnvironment);
  await keys.put("openai", { key: KEY });
  const stranger = open({ secret: new Uint8Array(32).fill(9) });
  await expect(stranger.credentials("openai")).rejects.toMatchObject({ code: "storage_failed" });
  await stranger.put("openai", { key: "sk-entered-once-more" });
  expect(await (await stranger.credentials("openai")).get()).toMatchObject({ bearer: "sk-entered-once-more" });
});

it("tells nothing of a very short key", async () => {
  const { keys } = await openKeys();
  await keys.put("google", { key: "12345678" });
  expect((await keys.list())[1]).toEqual({ provider: "google", source: "stored", lastFour: "" });
  expect(parseConfig({}).keys.google.apiKey).toBeUndefined();
});

it("uses a key only where it was entered for, and tells nobody else the organization of the environment", async () => {
  const { keys, open } = await openKeys(fromEnvironment);
  const baseUrl = "https://gateway.example/openai";
  await keys.put("openai", { key: KEY, baseUrl });
  expect((await open().list())[0]).toEqual({ provider: "openai", source: "stored", lastFour: "1234", baseUrl });
  expect(await (await open().credentials("openai")).get()).toEqual({ bearer: KEY, baseUrl });
  await keys.put("openai", { key: KEY });
  expect((await keys.list())[0]).toEqual({ provider: "openai", source: "stored", lastFour: "1234" });
  expect(await (await keys.credentials("openai")).get()).toEqual({ bearer: KEY, project: "proj-1" });
});

const EVIL = "https://evil.example/v1";

interface KeysFile {
  version: number;
  keys: Record<string, Record<string, unknown>>;
  mac: string;
}

/** A file with a key of each provider, of which a foreign hand has another to write. */
async function twoKeys() {
  const opened = await openKeys(fromEnvironment);
  await opened.keys.put("openai", { key: KEY });
  await opened.keys.put("google", { key: "AIza-entered-5678", baseUrl: "https://gateway.example/g" });
  const stored = async (): Promise<KeysFile> => JSON.parse(await readFile(opened.file, "utf8"));
  return { ...opened, stored };
}

it.each<[string, (file: KeysFile) => void]>([
  ["its own MAC", () => undefined],
  ["the MAC of another key", (file) => Object.assign(file, { mac: `0123456789abcdef.${"A".repeat(43)}` })],
  ["a MAC of another key that is short", (file) => Object.assign(file, { mac: "0123456789abcdef.x" })],
  ["a MAC without a dot", (file) => Object.assign(file, { mac: file.mac.replace(".", "") })],
  ["a MAC that is nothing but a name", (file) => Object.assign(file, { mac: "other" })],
  ["no MAC", (file) => Object.assign(file, { mac: undefined })],
  ["an empty MAC", (file) => Object.assign(file, { mac: "" })],
  ["a list as its MAC", (file) => Object.assign(file, { mac: [file.mac] })],
])("uses no key whose address was changed under %s, nor when another one is entered after that", async (_, mark) => {
  const { open, file, stored } = await twoKeys();
  const changed = await stored();
  Object.assign(changed.keys.openai ?? {}, { base_url: EVIL });
  Object.assign(changed.keys.google ?? {}, { base_url: EVIL });
  mark(changed);
  await writeFile(file, JSON.stringify(changed, null, 2));
  for (const provider of ["openai", "google"] as const) {
    await expect(open().credentials(provider)).rejects.toMatchObject({ code: "storage_failed" });
  }
  expect((await open().list()).slice(0, 2)).toEqual([
    { provider: "openai", source: "stored", problem: expect.stringContaining("keys") },
    { provider: "google", source: "stored", problem: expect.stringContaining("keys") },
  ]);
  await open().put("openai", { key: KEY });
  expect(await readFile(file, "utf8")).not.toContain(EVIL);
  expect(await (await open().credentials("openai")).get()).toEqual({ bearer: KEY, project: "proj-1" });
  expect((await open().list())[1]).toEqual({ provider: "google", source: null });
});

it("opens a key beside no other address than the one it was entered with, whoever vouches for the file", async () => {
  const { open, config, stored } = await twoKeys();
  const { mac: _, ...changed } = await stored();
  Object.assign(changed.keys.openai ?? {}, { base_url: EVIL });
  delete changed.keys.google?.base_url;
  await writeSigned(config, "keys", changed);
  for (const provider of ["openai", "google"] as const) {
    await expect(open().credentials(provider)).rejects.toMatchObject({ facts: { reason: "secret_unreadable" } });
  }
});

it("leaves what another version keeps in the file alone, and uses no key of a form that it does not know", async () => {
  const { open, config, stored } = await twoKeys();
  const { mac: _, ...changed } = await stored();
  changed.keys.anthropic = { vault: "elsewhere" };
  changed.keys.openai = { vault: "elsewhere" };
  Object.assign(changed.keys.google ?? {}, { label: "work" });
  await writeSigned(config, "keys", changed);
  await expect(open().credentials("openai")).rejects.toMatchObject({
    code: "storage_failed",
    message: /another version/,
  });
  expect((await open().list())[0]).toEqual({
    provider: "openai",
    source: "stored",
    problem: expect.stringContaining("another version"),
  });
  await open().put("google", { key: "AIza-entered-anew-1" });
  expect((await stored()).keys).toMatchObject({
    anthropic: { vault: "elsewhere" },
    openai: { vault: "elsewhere" },
    google: { label: "work" },
  });
  await open().remove("openai");
  expect((await stored()).keys).not.toHaveProperty("openai");
  expect(await (await open().credentials("openai")).get()).toMatchObject({ bearer: fromEnvironment.OPENAI_API_KEY });
});

it("leaves a file in another version's form alone, and says so", async () => {
  const { open, file, config, stored } = await twoKeys();
  const { mac: _, ...changed } = await stored();
  await writeSigned(config, "keys", { ...changed, version: 2 });
  const before = await readFile(file, "utf8");
  await expect(open().credentials("openai")).rejects.toMatchObject({
    code: "storage_failed",
    message: /another version/,
  });
  await expect(open().put("openai", { key: KEY })).rejects.toMatchObject({ code: "storage_failed" });
  expect(await readFile(file, "utf8")).toBe(before);
});
