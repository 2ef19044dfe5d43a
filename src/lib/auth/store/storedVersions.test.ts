import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { authFile, readAuthFile, signIn, testAuth, writeSigned } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import type { Config } from "@/lib/config";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

type Fields = Record<string, unknown>;
interface StoredFile extends Fields {
  version: number;
  accounts: Fields[];
  pending: Fields[];
}

/** Writes the file as another version of Patchbay would: with a MAC of its own. */
async function asOtherVersion(config: Config, change: (file: StoredFile) => void): Promise<void> {
  const { mac: _, ...file } = await readAuthFile(config);
  change(file);
  await writeSigned(config, "openai-auth", file);
}

async function twoAccounts() {
  const { auth, ...rest } = await testAuth(issuer);
  const first = await signIn(auth, issuer, { name: "First" });
  const person = { sub: "sub-bob", userId: "user-bob", accountId: "ws-bob", email: "bob@example.com" };
  const second = await signIn(auth, issuer, { name: "Second", person });
  return { ...rest, first, second };
}

const rowOf = async (config: Config, id: string) =>
  (await readAuthFile(config)).accounts.find((account: Fields) => account.id === id);

describe("accounts that another version wrote", () => {
  it("stay usable with fields, codes and rows that are not known here, and all of these outlive a save", async () => {
    const { config, restart, first, second } = await twoAccounts();
    const oddPending = { state: "later", route: "passkey" };
    await asOtherVersion(config, (file) => {
      file.theme = "violet";
      file.pending.push(oddPending);
      Object.assign(file.accounts[0] ?? {}, {
        passkey: { id: 7 },
        last_error: { code: "moon_phase", message: "The moon is full.", at: new Date().toISOString(), depth: 3 },
        health: { generation: 1, permanence: "tidal", failures: 1, retry_at: new Date(0).toISOString() },
        prompt_style: "haiku",
      });
    });
    const auth = restart();
    const status = await auth.status();
    expect(status).toMatchObject({ connected: true, configured: true, problem: undefined });
    expect(status.accounts[0]).toMatchObject({
      id: first,
      status: "active",
      lastError: { message: "The moon is full." },
    });
    expect(await (await auth.credentials("openai-auth", first)).get()).toHaveProperty("bearer");
    await auth.edit(second, { name: "Renamed" });
    const file = await readAuthFile(config);
    expect(file).toMatchObject({ theme: "violet", pending: expect.arrayContaining([oddPending]) });
    expect(file.accounts[0]).toMatchObject({
      passkey: { id: 7 },
      last_error: { code: "moon_phase", depth: 3 },
      health: { permanence: "tidal" },
      prompt_style: "haiku",
    });
    expect((await restart().status()).accounts.map(({ name }) => name)).toEqual(["First", "Renamed"]);
  });

  it.each([
    ["status", "paused"],
    ["route", "passkey"],
    ["mode", "barter"],
    ["expires_at", { at: "noon" }],
    ["access_token", { sealed: "otherwise" }],
  ])(
    "are shown, not used and not overwritten where their %s is not known, and the others go on",
    async (field, value) => {
      const { config, restart, first, second } = await twoAccounts();
      await asOtherVersion(config, (file) => Object.assign(file.accounts[0] ?? {}, { [field]: value }));
      const before = await rowOf(config, first);
      const auth = restart();
      const { accounts, configured } = await auth.status();
      expect(configured).toBe(true);
      expect(accounts.map(({ id, name, status }) => ({ id, name, status }))).toEqual([
        { id: first, name: "First", status: "needs_login" },
        { id: second, name: "Second", status: "active" },
      ]);
      expect(accounts[0]?.lastError?.message).toContain(`does not know its ${field}`);
      await expect(auth.credentials("openai-auth", first)).rejects.toMatchObject({
        code: "reauth_required",
        message: expect.stringContaining("another version"),
      });
      expect(await (await auth.credentials("openai-auth", second)).get()).toHaveProperty("bearer");
      await auth.edit(second, { default: true });
      await auth.renewDue();
      expect(await rowOf(config, first)).toEqual(before);
    },
  );

  it("are good again after a sign-in here", async () => {
    const { config, restart, first } = await twoAccounts();
    await asOtherVersion(config, (file) => Object.assign(file.accounts[0] ?? {}, { mode: "barter", passkey: 7 }));
    const auth = restart();
    expect(await signIn(auth, issuer, { account: first })).toBe(first);
    expect((await restart().status()).accounts[0]).toMatchObject({ id: first, status: "active", mode: "chatgpt" });
    const row = await rowOf(config, first);
    expect(row).toMatchObject({ mode: "chatgpt", passkey: 7 });
    expect(row).not.toHaveProperty("unread_fields");
  });

  it("can be disconnected, though nobody here can end their tokens", async () => {
    const { config, restart, first, second } = await twoAccounts();
    await asOtherVersion(config, (file) => Object.assign(file.accounts[0] ?? {}, { status: "paused" }));
    expect(await restart().disconnect(first)).toEqual({ disconnected: [first], unconfirmed: [first] });
    expect((await readAuthFile(config)).accounts.map(({ id }: Fields) => id)).toEqual([second]);
  });

  it("are left alone, and told, when the whole file has another form", async () => {
    const { config, restart } = await twoAccounts();
    await asOtherVersion(config, (file) => {
      file.version = 2;
    });
    const before = await readFile(authFile(config), "utf8");
    const auth = restart();
    const status = await auth.status();
    expect(status).toMatchObject({
      configured: false,
      accounts: [],
      problem: expect.stringContaining("another version"),
    });
    await expect(signIn(auth, issuer)).rejects.toMatchObject({ code: "storage_failed" });
    await expect(auth.disconnect()).rejects.toMatchObject({ code: "storage_failed" });
    expect(await readFile(authFile(config), "utf8")).toBe(before);
  });
});

it("accounts and keys of 0.1.0 are opened and used", async () => {
  const { config, restart } = await testAuth(issuer);
  await mkdir(config.dataDir, { recursive: true });
  for (const name of ["keys", "openai-auth"]) {
    const fixture = fileURLToPath(new URL(`./__fixtures__/${name}-0.1.0.txt`, import.meta.url));
    await cp(fixture, join(config.dataDir, `${name}.json`));
  }
  const auth = restart({ secret: new Uint8Array(32).fill(0xab) });
  expect(await auth.status()).toMatchObject({ configured: true, accounts: [{ name: "Of 0.1.0", plan: "plus" }] });
  expect(await auth.keys.list()).toEqual([
    { provider: "openai", source: "stored", lastFour: "abcd" },
    { provider: "google", source: "stored", lastFour: "wxyz", baseUrl: "https://gateway.example/gemini" },
    { provider: "anthropic", source: null },
  ]);
  expect(await (await auth.keys.credentials("openai")).get()).toEqual({ bearer: "sk-made-up-of-0-1-0-abcd" });
  expect(await (await auth.keys.credentials("google")).get()).toEqual({
    bearer: "AIza-made-up-of-0-1-0-wxyz",
    baseUrl: "https://gateway.example/gemini",
  });
});

it("a file of accounts that is nested too deeply is kept aside like any other damaged one", async () => {
  const { config, restart } = await testAuth(issuer);
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(authFile(config), `{"version": 1, "accounts": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
  expect(await restart().status()).toMatchObject({ configured: false, problem: expect.stringContaining("damaged") });
});
