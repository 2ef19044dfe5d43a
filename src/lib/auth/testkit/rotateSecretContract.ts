import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createAuthStorage } from "@/lib/auth/store/authStorage";
import { type RotatedText, rotateSecret } from "@/lib/auth/store/rotateSecret";
import type { Config } from "@/lib/config";
import { createAuthenticatedText } from "@/lib/security/authenticatedText";
import { createSecretBox } from "@/lib/security/secretBox";
import { openTextStore } from "@/lib/storage/contract/openTextStore";
import { createFileAuth } from "./fileAuth";
import { REMOTE_ORIGIN, signIn, testConfig } from "./testAuth";
import { startChild } from "./testChild";
import { createTestIssuer } from "./testIssuer";

const [oldHex, newHex, thirdHex] = ["0a", "0b", "0c"].map((byte) => byte.repeat(32)) as [string, string, string];
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const keys = {
  /** Every process before; then each learns the new key, then makes all with it, then forgets the old one. */
  before: { secret: bytes(oldHex), secretAlso: undefined },
  prepared: { secret: bytes(oldHex), secretAlso: bytes(newHex) },
  between: { secret: bytes(newHex), secretAlso: bytes(oldHex) },
  after: { secret: bytes(newHex), secretAlso: undefined },
};
const KEY = "sk-entered-by-hand-1234";
const server = { name: "Mine", baseUrl: "http://127.0.0.1:9/v1", api: "auto", skills: {} } as const;

/** How a secret is changed, whatever form the texts have. @param place of `openTextStore` */
export function rotateSecretContract(form: string, makePlace: (config: Config) => Promise<string>): void {
  async function opened() {
    const issuer = await createTestIssuer();
    const config = await testConfig(issuer.origin);
    const place = await makePlace(config);
    const texts = openTextStore(place);
    const processWith = (secrets: Pick<Config, "secret" | "secretAlso">) => {
      const changed = { ...config, ...secrets };
      const box = createSecretBox(changed);
      return {
        box,
        auth: createFileAuth({ config: changed, texts, fetch: issuer.fetch }),
        ...createAuthStorage({ config: changed, texts, box }),
        rotate: async () => {
          const all: RotatedText[] = [];
          for await (const rotated of rotateSecret(texts, box)) all.push(rotated);
          return all;
        },
        signed: (name: string) => createAuthenticatedText(texts.text(name), z.looseObject({}), box),
      };
    };
    return { issuer, place, texts, processWith };
  }
  type Process = ReturnType<Awaited<ReturnType<typeof opened>>["processWith"]>;

  /** An account, a sign-in that waits, a key, and a server with a key and a header. */
  async function filled({ issuer, processWith }: Awaited<ReturnType<typeof opened>>) {
    const { auth, keys: kept, servers } = processWith(keys.before);
    const account = await signIn(auth, issuer, { name: "Mine" });
    const pending = await auth.start({ route: "codex", origin: REMOTE_ORIGIN, name: "Later" });
    await kept.put("openai", { key: KEY, baseUrl: "https://gateway.example" });
    const { id } = await servers.add({ ...server, key: KEY, header: { name: "X-Tenant", value: "tenant-secret" } });
    return { account, pending, server: id };
  }

  async function expectReadable({ auth, servers }: Process, { account, server }: { account: string; server: string }) {
    expect(await auth.status()).toMatchObject({ connected: true, accounts: [{ id: account }] });
    expect((await (await auth.credentials("openai-auth", account)).get()).bearer).toMatch(/./);
    expect(await (await auth.credentials("openai")).get()).toMatchObject({ bearer: KEY });
    const found = await (await servers.credentials(server)).get();
    expect(found).toMatchObject({ bearer: KEY, headers: { "X-Tenant": "tenant-secret" } });
  }

  describe(`a new secret on ${form}`, () => {
    it("is put in the place of the old one while servers of every step work side by side", async () => {
      const all = await opened();
      const { issuer, processWith } = all;
      const made = await filled(all);
      for (const step of [keys.prepared, keys.between]) await expectReadable(processWith(step), made);
      // One that makes all with the new key, beside one that does not yet.
      await processWith(keys.between).keys.put("google", { key: "AIza-entered-5678" });
      await expectReadable(processWith(keys.prepared), made);
      await processWith(keys.prepared).keys.put("anthropic", { key: "sk-ant-entered-5678" });

      const rotated = await processWith(keys.between).rotate();
      expect(rotated.map(({ name, state, unreadable }) => [name, state, unreadable])).toEqual([
        ["keys", "sealed", 0],
        ["openai-auth", "sealed", 0],
        ["servers", "sealed", 0],
      ]);
      expect(rotated.find(({ name }) => name === "servers")?.secrets).toBe(2);
      const again = await processWith(keys.between).rotate();
      expect(again.map(({ secrets }) => secrets)).toEqual([0, 0, 0]);
      const { auth, ...rest } = processWith(keys.after);
      await expectReadable({ auth, ...rest }, made);
      await auth.callback({ state: made.pending.state, code: issuer.approve(made.pending.url) });
      // The same person once more.
      expect((await auth.status()).accounts.map(({ name }) => name)).toEqual(["Later"]);
      expect(await processWith(keys.before).auth.status()).toMatchObject({ connected: false });
    });

    it("leaves what a third key wrote, what somebody changed, and secrets that no key opens", async () => {
      const { texts, processWith } = await opened();
      const third = processWith({ secret: bytes(thirdHex), secretAlso: undefined });
      await third.keys.put("openai", { key: KEY });
      const { box, signed } = processWith(keys.before);
      const seal = (field: string) => box.seal("x", { owner: "a", field });
      const broken = (await seal("broken")).replace(/.{3}$/, "AAA");
      await signed("openai-auth@p1").write(
        // Of a version that keeps them in a form of its own.
        { version: 9, rows: [{ deep: [{ token: await seal("token") }] }, { broken }] },
        { kind: "missing" },
      );
      await texts.text("servers").write(`{"mac":"${await box.keyId()}.${"A".repeat(43)}"}`, undefined);
      await texts.text("settings").write("{}", undefined);
      const [strange, damaged] = [await texts.text("keys").read(), await texts.text("servers").read()];

      const { rotate, signed: signedNow, box: newBox } = processWith(keys.between);
      expect(await rotate()).toEqual([
        { name: "keys", secrets: 0, unreadable: 0, state: "other_key" },
        { name: "openai-auth@p1", secrets: 1, unreadable: 1, state: "sealed" },
        { name: "servers", secrets: 0, unreadable: 0, state: "damaged" },
      ]);
      expect([await texts.text("keys").read(), await texts.text("servers").read()]).toEqual([strange, damaged]);
      const state = await signedNow("openai-auth@p1").read();
      if (state.kind !== "valid") throw new Error(state.kind);
      const [{ deep }, kept] = state.document.rows as [{ deep: [{ token: string }] }, object];
      expect(await newBox.open(deep[0].token, { owner: "a", field: "token" })).toBe("x");
      expect(kept).toEqual({ broken });
    });

    it("loses nothing that is changed meanwhile", async () => {
      const all = await opened();
      await filled(all);
      const { openai, rotate } = all.processWith(keys.between);
      const count = async () => {
        for (let nth = 0; nth < 10; nth++) {
          await openai.update(({ accounts: [account] }) => {
            if (account !== undefined) account.generation += 1;
          });
        }
      };
      const before = (await openai.read()).document.accounts[0]?.generation ?? Number.NaN;
      await Promise.all([count(), rotate(), count(), rotate()]);
      const { document } = await all.processWith(keys.after).openai.read();
      expect(document.accounts[0]?.generation).toBe(before + 20);
    });

    it("is taken up where it was killed", { timeout: 120_000 }, async () => {
      const all = await opened();
      const { place, texts, processWith } = all;
      const made = await filled(all);
      const { box, signed } = processWith(keys.before);
      const people = Array.from({ length: 30 }, (_, nth) => `google-auth@person-${nth + 10}`);
      for (const owner of people) {
        await signed(owner).write({ token: await box.seal(owner, { owner, field: "token" }) }, { kind: "missing" });
      }
      const file = new URL("./rotateSecret.child.ts", import.meta.url);
      for (const afterTexts of [1, 7, 16]) {
        const child = startChild(file, [place, newHex, oldHex]);
        for (let nth = 0; nth < afterTexts; nth++) await child.nextLine();
        child.process.kill("SIGKILL");
        await once(child.process, "exit");
        await expectReadable(processWith(keys.between), made);
      }
      await processWith(keys.between).rotate();
      const { auth, box: newBox, ...rest } = processWith(keys.after);
      await expectReadable({ auth, box: newBox, ...rest }, made);
      for (const owner of people) {
        const { token } = JSON.parse((await texts.text(owner).read())?.text ?? "{}");
        expect(await newBox.open(token, { owner, field: "token" })).toBe(owner);
      }
    });
  });
}
