import { beforeEach, describe, expect, it } from "vitest";
import { createAuthStorage } from "@/lib/auth/store/authStorage";
import type { Config } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { REMOTE_ORIGIN, signIn, testAuth, testConfig } from "./testAuth";
import { createTestIssuer, type TestIssuer } from "./testIssuer";

const otherKey = { secret: new Uint8Array(32).fill(7) };
const KEY = "sk-entered-by-hand-1234";
const server = { baseUrl: "http://127.0.0.1:9/v1", api: "auto", skills: {} } as const;

/** What the accounts, keys and servers of a person do, whatever form their texts have. */
export function authStorageContract(form: string, make: (config: Config) => Promise<TextStore>): void {
  let issuer: TestIssuer;
  beforeEach(async () => {
    issuer = await createTestIssuer();
  });

  async function opened() {
    const config = await testConfig(issuer.origin);
    const texts = await make(config);
    const storageOf = (change: Partial<Config> = {}) => {
      const changed = { ...config, ...change };
      return createAuthStorage({ config: changed, texts, box: createSecretBox(changed) });
    };
    const change = async (name: string, edit: (text: string) => string) => {
      const text = texts.text(name);
      const before = await text.read();
      await text.write(edit(before?.text ?? ""), before?.version);
    };
    return { config, texts, storageOf, change };
  }

  /** A signed-in account, and its text. */
  async function signedIn() {
    const texts = await make(await testConfig(issuer.origin));
    const { auth, restart } = await testAuth(issuer, {}, { texts });
    const id = await signIn(auth, issuer, { name: "Mine" });
    const text = texts.text("openai-auth");
    const stored = async () => (await text.read())?.text ?? "";
    return { auth, restart, id, text, stored };
  }

  describe(`accounts in ${form}`, () => {
    it("stand with their secrets as JWEs, and are known to another process", async () => {
      const { restart, id, stored } = await signedIn();
      const [account] = JSON.parse(await stored()).accounts;
      for (const field of ["access_token", "refresh_token", "id_token"])
        expect(account[field].split(".")).toHaveLength(5);
      expect(await restart().status()).toMatchObject({ connected: true, accounts: [{ id, name: "Mine" }] });
    });

    it("are parsed once for as long as they do not change, and written only when they do", async () => {
      const { storageOf } = await opened();
      const [store, other] = [storageOf().openai, storageOf().openai];
      await other.update((draft) => {
        draft.default_account_id = "a";
      });
      const { document } = await store.read();
      await other.update(() => undefined);
      expect((await store.read()).document).toBe(document);
      await other.update((draft) => {
        draft.default_account_id = null;
      });
      expect((await store.read()).document.default_account_id).toBeNull();
    });

    it("lose nothing of what several processes change at one time", async () => {
      const { storageOf } = await opened();
      const add = (client: string) =>
        storageOf().openai.update(({ registrations }) => {
          const at = "2026-11-21T12:00:00.000Z";
          registrations.push({
            ...{ issuer: issuer.origin, client_id: client, sub: null, account: null, name: null, email: null },
            ...{ background_consent: false, created_at: at, updated_at: at },
          });
        });
      await Promise.all(["a", "b", "c", "d"].map(add));
      const { document } = await storageOf().openai.read();
      expect(document.registrations.map(({ client_id }) => client_id).sort()).toEqual(["a", "b", "c", "d"]);
    });

    it.each([
      ["were cut", (text: string) => text.slice(0, -1)],
      ["were changed by a hand", (text: string) => text.replace('"plus"', '"enterprise"')],
      ["have a field more", (text: string) => text.replace("{", '{ "extra": true,')],
      ["have no MAC", (text: string) => text.replace(/,\s*"mac": "[^"]*"/, "")],
    ])("are refused, told and kept aside when they %s, and a person signs in anew", async (_, edit) => {
      const { restart, text, stored } = await signedIn();
      const changed = edit(await stored());
      await text.write(changed, (await text.read())?.version);
      const auth = restart();
      expect(await auth.status()).toMatchObject({
        ...{ connected: false, configured: false, accounts: [] },
        problem: expect.stringContaining("openai-auth"),
      });
      expect(await text.newestAside("damaged")).toContain("damaged-");
      await signIn(auth, issuer);
      expect(await auth.status()).toMatchObject({ connected: true, problem: undefined });
    });

    it("of another key are shown as signed out and stay untouched until a sign-in succeeds", async () => {
      const { restart, id, stored, text } = await signedIn();
      const before = await stored();
      const stranger = restart(otherKey);
      expect(await stranger.status()).toMatchObject({
        ...{ connected: false, configured: false, accounts: [{ id, name: "Mine", status: "needs_login" }] },
        problem: expect.stringContaining(text.place),
      });
      const { state } = await stranger.start({ route: "codex", origin: REMOTE_ORIGIN, account: id });
      await stranger.callback({ state, code: "wrong" }).catch(() => undefined);
      expect((await stranger.status()).pending).toMatchObject([{ status: "failed" }]);
      expect(await stored()).toBe(before);
      expect(await restart().status()).toMatchObject({ connected: true });

      expect(await signIn(stranger, issuer, { account: id })).toBe(id);
      expect(await stranger.status()).toMatchObject({ connected: true, accounts: [{ id, status: "active" }] });
      expect(await text.newestAside("other-key")).toContain("other-key-");
    });
  });

  describe(`keys and servers in ${form}`, () => {
    it("stand sealed, and are known to another process", async () => {
      const { storageOf, texts } = await opened();
      const { keys, servers } = storageOf();
      await Promise.all([
        keys.put("openai", { key: KEY }),
        storageOf().keys.put("google", { key: "AIza-entered-5678" }),
      ]);
      const { id } = await servers.add({ ...server, name: "Mine", key: KEY });
      expect(`${(await texts.text("keys").read())?.text}${(await texts.text("servers").read())?.text}`).not.toContain(
        KEY,
      );
      expect((await storageOf().keys.list()).map(({ source }) => source)).toEqual(["stored", "stored", null]);
      expect(await (await storageOf().keys.credentials("openai")).get()).toMatchObject({ bearer: KEY });
      expect(await (await storageOf().servers.credentials(id)).get()).toMatchObject({ bearer: KEY });
    });

    it("are not used when they were changed, and are kept aside when one is entered anew", async () => {
      const { storageOf, change, texts } = await opened();
      await storageOf().keys.put("openai", { key: KEY });
      await change("keys", (text) => text.replace('"1234"', '"9999"'));
      await expect(storageOf().keys.credentials("openai")).rejects.toMatchObject({
        code: "storage_failed",
        message: expect.stringContaining(texts.text("keys").place),
      });
      await storageOf().keys.put("openai", { key: KEY });
      expect(await (await storageOf().keys.credentials("openai")).get()).toMatchObject({ bearer: KEY });
      expect(await texts.text("keys").newestAside("damaged")).toContain("damaged-");
    });

    it("of another key are not used, and a copy is kept when one is entered anew", async () => {
      const { storageOf, texts } = await opened();
      await storageOf().servers.add({ ...server, name: "Mine", key: KEY });
      const stranger = storageOf(otherKey).servers;
      await expect(stranger.list()).rejects.toMatchObject({ code: "storage_failed" });
      await stranger.add({ ...server, name: "Another" });
      expect((await stranger.list()).map(({ name }) => name)).toEqual(["Another"]);
      expect(await texts.text("servers").newestAside("other-key")).toContain("other-key-");
    });

    it("of another version are left alone", async () => {
      const { storageOf, texts, change, config } = await opened();
      await storageOf().keys.put("openai", { key: KEY });
      const box = createSecretBox(config);
      const theirs = { version: 2, keys: "packed" };
      const mac = `${await box.keyId()}.${await box.mac(JSON.stringify(theirs, null, 2))}`;
      await change("keys", () => JSON.stringify({ ...theirs, mac }, null, 2));
      const before = await texts.text("keys").read();
      const putting = storageOf().keys.put("openai", { key: KEY });
      await expect(putting).rejects.toMatchObject({ facts: { reason: "other_version" } });
      expect(await texts.text("keys").read()).toEqual(before);
    });
  });
}
