import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testConfig } from "@/lib/auth/testkit/testAuth";
import { type Config, parseConfig } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createServerSchema } from "@/types/servers";
import { createServerStore } from "./serverStore";

const KEY = "k-1";
const LONG_KEY = "gateway-key-of-the-team-9876";
const ollama = createServerSchema.parse({ name: "Ollama", baseUrl: "http://localhost:11434/v1/" });
const gateway = createServerSchema.parse({
  ...{ name: "Gateway", baseUrl: "https://gateway.example/v1", key: LONG_KEY },
  ...{ header: { name: "X-Team", value: "blue" }, skills: { tools: false }, api: "chat" },
});

async function openServers(environment: Record<string, string> = {}) {
  const config = await testConfig("https://auth.openai.com", environment);
  const open = (change: Partial<Config> = {}) =>
    createServerStore(
      { ...config, ...change },
      createFileTextStore(config.dataDir),
      createSecretBox({ ...config, ...change }),
      Date.now,
    );
  return { servers: open(), open, file: join(config.dataDir, "servers.json") };
}

it("keeps servers with their secrets sealed, and shows no more of these than a name and four characters", async () => {
  const { servers, open, file } = await openServers();
  await servers.add(ollama);
  const shown = await servers.add(gateway);
  const text = await readFile(file, "utf8");
  expect(text).not.toContain(LONG_KEY);
  expect(text).not.toContain("blue");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(shown).toEqual({
    ...{ id: "gateway", name: "Gateway", baseUrl: "https://gateway.example/v1", source: "stored", api: "chat" },
    ...{ skills: { tools: false }, hasKey: true, lastFour: "9876", headerName: "X-Team" },
  });
  expect(await open().list()).toEqual([
    {
      ...{ id: "ollama", name: "Ollama", baseUrl: "http://localhost:11434/v1", source: "stored" },
      ...{ api: "auto", skills: {}, hasKey: false },
    },
    shown,
  ]);
});

it("gives each server its own credential, and the only one without being asked for it", async () => {
  const { servers } = await openServers();
  await servers.add(ollama);
  expect(await (await servers.credentials()).get()).toEqual({
    ...{ bearer: "", baseUrl: "http://localhost:11434/v1", headers: {} },
  });
  await servers.add(gateway);
  await expect(servers.credentials()).rejects.toMatchObject({
    code: "auth_required",
    message: expect.stringMatching(/Several .*Ollama \(ollama\), Gateway \(gateway\)/),
  });
  const source = await servers.credentials("gateway");
  expect(source.payer).toEqual({ kind: "key", id: "gateway", provider: "compatible", name: "Gateway" });
  expect(await source.get()).toEqual({
    ...{ bearer: LONG_KEY, baseUrl: "https://gateway.example/v1", headers: { "X-Team": "blue" } },
  });
  await expect(servers.credentials("gone")).rejects.toMatchObject({ code: "auth_required" });
});

it("has the server of the settings, which is not to be changed or removed here", async () => {
  const { servers } = await openServers({ COMPATIBLE_BASE_URL: "http://localhost:8000/v1/", COMPATIBLE_API_KEY: KEY });
  expect(await servers.list()).toMatchObject([
    { id: "environment", source: "env", baseUrl: "http://localhost:8000/v1", hasKey: true },
  ]);
  expect((await servers.list())[0]).not.toHaveProperty("lastFour", KEY);
  const source = await servers.credentials();
  expect(await source.get()).toMatchObject({ bearer: KEY, baseUrl: "http://localhost:8000/v1" });
  expect(source.payer).toMatchObject({ id: "environment", name: "environment" });
  await expect(servers.remove("environment")).rejects.toMatchObject({ code: "invalid_request" });
  await expect(servers.change("environment", { name: "x" })).rejects.toMatchObject({ code: "invalid_request" });
});

it("never sends a secret to another address than the one it was given for", async () => {
  const { servers, open, file } = await openServers();
  await servers.add(gateway);
  const baseUrl = "https://evil.example/v1";
  await expect(servers.change("gateway", { baseUrl })).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringMatching(/the key and the header X-Team again/),
  });
  await expect(servers.change("gateway", { baseUrl, key: "other" })).rejects.toThrow(/the header X-Team/);
  await servers.change("gateway", { baseUrl, key: null, header: null });
  expect(await (await servers.credentials("gateway")).get()).toEqual({ bearer: "", baseUrl, headers: {} });
  await servers.change("gateway", { key: LONG_KEY });
  await writeFile(file, (await readFile(file, "utf8")).replace(baseUrl, "https://worse.example/v1"));
  await expect(open().credentials("gateway")).rejects.toMatchObject({ code: "storage_failed" });
  await expect(open().list()).rejects.toMatchObject({ code: "storage_failed" });
});

it("changes what is named and keeps the rest", async () => {
  const { servers, open } = await openServers();
  await servers.add(gateway);
  expect(await servers.change("gateway", { name: "Team", skills: {}, api: "responses" })).toMatchObject({
    ...{ id: "gateway", name: "Team", skills: {}, api: "responses", lastFour: "9876", headerName: "X-Team" },
  });
  expect(await (await open().credentials("gateway")).get()).toMatchObject({ bearer: LONG_KEY });
  await expect(servers.change("gone", {})).rejects.toMatchObject({ code: "not_found" });
});

it("names servers after themselves, no two alike, and none as a provider", async () => {
  const { servers } = await openServers();
  const names = ["My Ollama!", "my ollama", "OpenAI", "環境", "environment"];
  const ids = [];
  for (const name of names) ids.push((await servers.add({ ...ollama, name })).id);
  expect(ids).toEqual(["my-ollama", "my-ollama-2", "openai-2", "server", "environment-2"]);
  await servers.remove("my-ollama");
  expect((await servers.add({ ...ollama, name: "My Ollama" })).id).toBe("my-ollama");
  await servers.remove("my-ollama");
  await expect(servers.remove("my-ollama")).rejects.toMatchObject({ code: "not_found" });
});

it("uses no server that was stored with another key, and says so", async () => {
  const { servers, open } = await openServers();
  await servers.add(gateway);
  const secret = parseConfig({ PATCHBAY_SECRET: "cd".repeat(32) }).secret;
  await expect(open({ secret }).credentials("gateway")).rejects.toMatchObject({
    code: "storage_failed",
    message: expect.stringContaining("another key"),
  });
});

it.each([
  [{ baseUrl: "http://ollama.example/v1" }, /https address/],
  [{ baseUrl: "http://169.254.169.254/v1" }, /https address/],
  [{ baseUrl: "http://metadata/v1" }, /https address/],
  [{ baseUrl: "https://name:pw@gateway.example/v1" }, /https address/],
  [{ baseUrl: "http://10.0.0.5:11434/v1?x=1" }, /https address/],
  [{ key: "Bearer abc" }, /header/],
  [{ header: { name: "Authorization", value: "x" } }, /not set by Patchbay/],
  [{ header: { name: "X-A", value: "a\nb" } }, /plain letters/],
  [{ header: { name: "X A", value: "a" } }, /name of a header/],
  [{ nmae: "x" }, /nmae/],
])("does not take %j", (wrong, words) => {
  const parsed = createServerSchema.safeParse({ name: "S", baseUrl: "https://s.example/v1", ...wrong });
  expect(parsed.error?.message).toMatch(words);
});

it.each([
  "http://192.168.1.20:11434/v1",
  "http://10.0.0.5/v1",
  "http://172.20.0.2:8000",
  "http://ollama:11434/v1",
  "http://nas.local:11434/v1",
  "http://[fd12::1]:8000/v1",
  "http://host.docker.internal:11434/v1",
])("takes %s, which is in the person's own network", (baseUrl) => {
  expect(createServerSchema.parse({ name: "S", baseUrl }).baseUrl).toBe(baseUrl);
});
