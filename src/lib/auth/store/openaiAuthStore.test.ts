import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { authFile, openStore, readAuthFile, signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import type { Config } from "@/lib/config";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

const otherKey = { secret: new Uint8Array(32).fill(7) };

async function keptAside(config: Config, label: string): Promise<string[]> {
  const names = await readdir(config.dataDir);
  return names
    .filter((name) => name.startsWith(`openai-auth.json.${label}-`))
    .map((name) => join(config.dataDir, name));
}

describe("the account file", () => {
  it("is private, in a private directory", async () => {
    const { auth, config } = await testAuth(issuer);
    await signIn(auth, issuer);
    expect((await stat(authFile(config))).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(authFile(config)))).mode & 0o777).toBe(0o700);
  });

  it("holds its secrets as JWEs and says so in plain fields otherwise", async () => {
    const { auth, config } = await testAuth(issuer);
    await signIn(auth, issuer);
    const file = await readAuthFile(config);
    expect(Object.keys(file)).toEqual(["version", "default_account_id", "accounts", "pending", "registrations", "mac"]);
    const [account] = file.accounts;
    for (const field of ["access_token", "refresh_token", "id_token"]) {
      expect(account[field].split(".")).toHaveLength(5);
    }
    expect(account).toMatchObject({ provider: "openai-auth", route: "codex", email: "ada@example.com", generation: 1 });
  });

  it("is not written when nothing changed", async () => {
    const { auth, config } = await testAuth(issuer);
    await signIn(auth, issuer);
    const { ino } = await stat(authFile(config));
    await openStore(config).update(() => undefined);
    expect((await stat(authFile(config))).ino).toBe(ino);
  });

  it("stays as it was when a change fails half way", async () => {
    const { auth, config } = await testAuth(issuer);
    await signIn(auth, issuer);
    const before = await readFile(authFile(config), "utf8");
    const store = openStore(config);
    const failing = store.update((draft) => {
      draft.accounts = [];
      throw new Error("boom");
    });
    await expect(failing).rejects.toThrow("boom");
    expect((await store.read()).document.accounts).toHaveLength(1);
    expect(await readFile(authFile(config), "utf8")).toBe(before);
  });
});

type Restart = Awaited<ReturnType<typeof testAuth>>["restart"];

/** What a process that starts with this content says, and what it leaves on the disk. */
async function startWith(content: Buffer | string, config: Config, restart: Restart) {
  await writeFile(authFile(config), content);
  const status = await restart().status();
  const kept = await keptAside(config, "damaged");
  const contents = await Promise.all(kept.map((path) => readFile(path)));
  await Promise.all(kept.map((path) => rm(path)));
  return { status, contents };
}

describe("a file that was changed by anything else", () => {
  async function signedIn() {
    const { auth, ...rest } = await testAuth(issuer);
    await signIn(auth, issuer);
    return { ...rest, original: await readFile(authFile(rest.config)) };
  }

  it("is refused, told and kept as it is after any of 200 truncations", async () => {
    const { config, restart, original } = await signedIn();
    for (let i = 0; i < 200; i++) {
      const cut = original.subarray(
        0,
        i < 100 ? original.length - 1 - i : Math.floor((original.length * (i - 100)) / 100),
      );
      const { status, contents } = await startWith(cut, config, restart);
      expect(status).toMatchObject({ connected: false, configured: false, accounts: [] });
      expect(status.problem).toMatch(/damaged/);
      expect(contents).toEqual([cut]);
    }
  });

  it("gives nothing away after any of 160 bit flips, and is kept as it is", async () => {
    const { config, restart, original } = await signedIn();
    for (let i = 0; i < 160; i++) {
      const flipped = Buffer.from(original);
      const at = Math.floor((original.length * i) / 160);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8));
      const { status, contents } = await startWith(flipped, config, restart);
      expect(status).toMatchObject({ connected: false, configured: false });
      expect([...contents, await readFile(authFile(config)).catch(() => undefined)]).toContainEqual(flipped);
      const credentials = restart().credentials("openai-auth");
      await expect(credentials.then((source) => source.get())).rejects.toMatchObject({ code: /auth_required/ });
    }
  });

  it.each([
    ["its plan", (file: AuthFile) => Object.assign(file.accounts[0] ?? {}, { plan_type: "enterprise" })],
    ["its issuer", (file: AuthFile) => Object.assign(file.accounts[0] ?? {}, { issuer: "https://evil.test" })],
    ["a new field", (file: AuthFile) => Object.assign(file, { extra: true })],
    ["its mac", (file: AuthFile) => Object.assign(file, { mac: file.mac.replace(/..$/, "AA") })],
    ["no mac", (file: AuthFile) => Object.assign(file, { mac: undefined })],
  ])("is noticed when a hand changed %s", async (_, change) => {
    const { config, restart, original } = await signedIn();
    const file: AuthFile = JSON.parse(String(original));
    change(file);
    const { status, contents } = await startWith(JSON.stringify(file, null, 2), config, restart);
    expect(status).toMatchObject({ connected: false, configured: false, accounts: [] });
    expect(contents).toHaveLength(1);
  });
});

interface AuthFile {
  accounts: object[];
  mac: string;
}

describe("a file of another key", () => {
  it("is good again when its key comes back", async () => {
    const { auth, restart } = await testAuth(issuer);
    await signIn(auth, issuer);
    expect((await restart(otherKey).status()).connected).toBe(false);
    expect(await restart().status()).toMatchObject({ connected: true, configured: true });
  });

  it("can be disconnected", async () => {
    const { auth, restart } = await testAuth(issuer);
    const id = await signIn(auth, issuer);
    const stranger = restart(otherKey);
    expect((await stranger.disconnect()).disconnected).toEqual([id]);
    expect(await stranger.status()).toMatchObject({ connected: false, configured: true, accounts: [] });
  });
});

it("a store whose key file is unusable is told in the status, not thrown", async () => {
  const { auth, config, restart } = await testAuth(issuer);
  await signIn(auth, issuer);
  await writeFile(join(config.configDir, "secret.key"), "?");
  expect(await restart().status()).toMatchObject({ configured: false, problem: expect.stringContaining("secret.key") });
});
