import { beforeEach, describe, expect, it } from "vitest";
import { createCodexTokenFlow } from "@/lib/auth/flows/codex/codexFlow";
import { createIdTokenVerifier, type IdTokenVerifier, refusedIdentity } from "@/lib/auth/issuer/idToken";
import type { StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import { openToken } from "@/lib/auth/store/sealing";
import { openStore } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { answer, MINUTE_MS, tokenBench } from "@/lib/auth/testkit/testTokens";
import { createSecretBox } from "@/lib/security/secretBox";
import type { Lock } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { createAccessTokens } from "./accessToken";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});
const { connected, refreshes, failRefresh } = tokenBench(() => issuer);

/** Access tokens over the account's own file, with what is given in the place of store, lock and patience. */
async function over(
  parts: {
    store?: (real: AuthStore) => Partial<AuthStore>;
    lock?: Lock;
    wait?: (ms: number, signal: AbortSignal) => Promise<void>;
    verifier?: Partial<IdTokenVerifier>;
  },
  minutesLeft = 4,
) {
  const { auth, config, clock, id } = await connected(minutesLeft);
  const box = createSecretBox(config);
  const context = async () => ({ settings: config.openaiAuth, fetch: issuer.fetch });
  const store = openStore(config);
  const tokens = createAccessTokens({
    store: { ...store, ...parts.store?.(store) },
    box,
    verifier: {
      ...createIdTokenVerifier({ issuer: issuer.origin, fetch: issuer.fetch, now: () => clock.nowMs }),
      ...parts.verifier,
    },
    flow: createCodexTokenFlow({ forSignIn: context, forAccount: context }),
    refreshLock: () => parts.lock ?? { run: (work) => work() },
    now: () => clock.nowMs,
    jitterMs: 0,
    wait: parts.wait ?? (() => new Promise(() => undefined)),
  });
  const stored = (await store.read()).document.accounts[0];
  const present = stored && (await openToken(box, stored, "access_token"));
  return { tokens, id, clock, present, store, auth };
}

const full = () => Promise.reject(new AppError("storage_failed", "The disk is full."));

describe("while a token still works, a call does not fail", () => {
  it("when the file cannot be written, and the refresh token is not spent", async () => {
    const { tokens, id, present, clock } = await over({ store: () => ({ update: full, requireWritable: full }) });
    expect((await tokens.get(id)).value).toBe(present);
    expect(refreshes()).toEqual([]);
    clock.nowMs += 5 * MINUTE_MS;
    await expect(tokens.get(id)).rejects.toMatchObject({ code: "storage_failed" });
    expect(refreshes()).toEqual([]);
  });

  it("when the file cannot be written after the rotation, whose tokens are kept for later", async () => {
    let failures = 1;
    const { tokens, id, present } = await over({
      store: ({ update }) => ({ update: (change) => (failures-- > 0 ? full() : update(change)) }),
    });
    expect((await tokens.get(id)).value).toBe(present);
    const renewed = await tokens.get(id);
    expect(renewed.value).not.toBe(present);
    expect(renewed.account.generation).toBe(2);
    expect(refreshes()).toHaveLength(1);
  });

  it("when another process holds the lock", async () => {
    const busy = () => Promise.reject(new AppError("storage_failed", "Held.", { reason: "locked" }));
    const { tokens, id, present } = await over({ lock: { run: busy } });
    expect((await tokens.get(id)).value).toBe(present);
  });

  it("and does not wait longer than its patience for a lock that is busy, nor leaves a waiter behind", async () => {
    const waits: number[] = [];
    let waiter: AbortSignal | undefined;
    const { tokens, id, present } = await over({
      lock: {
        run(_, enough) {
          waiter = enough;
          return new Promise(() => undefined);
        },
      },
      wait: async (ms) => void waits.push(ms),
    });
    expect((await tokens.get(id)).value).toBe(present);
    expect(waits).toEqual([5000]);
    expect(waiter?.aborted).toBe(true);
  });

  it("but is told when the account was disconnected meanwhile", async () => {
    const gone = () => Promise.reject(new AppError("auth_required", "Gone."));
    const { tokens, id } = await over({ lock: { run: gone } });
    await expect(tokens.get(id)).rejects.toMatchObject({ code: "auth_required" });
  });
});

describe("what is said about tokens that are no longer the account's", () => {
  /** The account as its file has it, after what `change` made of it. */
  async function moved(store: AuthStore, change: Partial<StoredAccount>) {
    await store.update(({ accounts }) => void Object.assign(accounts[0] ?? {}, change));
    return async () => (await store.read()).document.accounts[0];
  }

  it("renews nothing: a refused token that was replaced meanwhile is over", async () => {
    const { tokens, id, store } = await over({}, 60);
    await moved(store, { generation: 2 });
    await tokens.recover(id, 1);
    expect(refreshes()).toEqual([]);
    await tokens.recover(id, 2);
    expect(refreshes()).toHaveLength(1);
  });

  it("gives up nothing: only the generation that was refused is over, and that at once", async () => {
    const { tokens, id, store, clock } = await over({}, 60);
    const account = await moved(store, { generation: 2 });
    await tokens.reject(id, 1);
    expect(await account()).toMatchObject({ status: "active", last_error: null });
    await tokens.get(id);
    await tokens.reject(id, 2);
    expect(await account()).toMatchObject({
      status: "needs_login",
      expires_at: new Date(clock.nowMs).toISOString(),
      last_error: { code: "reauth_required" },
    });
    await expect(tokens.get(id)).rejects.toMatchObject({ code: "reauth_required" });
    await tokens.reject("gone", 2);
  });

  it("drops nothing: a wrong identity ends the tokens it came with, not those of a sign-in since", async () => {
    const isOver = { isSignedInAgain: true };
    const { tokens, id, store } = await over(
      {
        verifier: {
          async verifySignature() {
            if (isOver.isSignedInAgain) await moved(store, { generation: 7, id_token_verified: true });
            throw refusedIdentity("its signature is wrong");
          },
        },
      },
      60,
    );
    const account = await moved(store, { route: "siwc", id_token_verified: false } as Partial<StoredAccount>);
    await expect(tokens.get(id)).rejects.toMatchObject({ code: "reauth_required" });
    expect(await account()).toMatchObject({ status: "active", generation: 7, refresh_token: expect.any(String) });

    isOver.isSignedInAgain = false;
    await moved(store, { id_token_verified: false });
    await expect(tokens.get(id)).rejects.toMatchObject({ code: "reauth_required" });
    expect(await account()).toMatchObject({
      status: "needs_login",
      access_token: null,
      refresh_token: null,
      id_token: null,
      last_error: { code: "reauth_required" },
    });
  });

  it("writes no failure: one that met older tokens says nothing about the present ones", async () => {
    const { tokens, id, store } = await over({});
    const account = await moved(store, {});
    issuer.intercept = async (path) => {
      if (path !== "/oauth/token") return undefined;
      await moved(store, { generation: 5 });
      return answer(401, "refresh_token_reused")();
    };
    await tokens.get(id);
    expect(await account()).toMatchObject({ status: "active", last_error: null, health: null, generation: 5 });
  });
});

it("rotated tokens that could not be written are let go with their account", async () => {
  let failures = 1;
  const { tokens, id } = await over({
    store: ({ update }) => ({ update: (change) => (failures-- > 0 ? full() : update(change)) }),
  });
  await tokens.get(id);
  tokens.forget(id);
  await tokens.get(id);
  expect(refreshes()).toHaveLength(2);
});

describe("an account that is switched off during a call", () => {
  const switchOff = (store: AuthStore) =>
    store.update(({ accounts }) => void Object.assign(accounts[0] ?? {}, { status: "disabled" }));

  it.each<[string, () => Response | undefined]>([
    ["fails", answer(401, "refresh_token_reused")],
    ["works", () => undefined],
  ])("stays so when the renewal under way %s", async (_, end) => {
    const { tokens, id, store } = await over({}, -1);
    issuer.intercept = async (path) => {
      if (path !== "/oauth/token") return undefined;
      await switchOff(store);
      return end();
    };
    await tokens.get(id).catch(() => undefined);
    expect((await store.read()).document.accounts[0]?.status).toBe("disabled");
  });

  it("stays so when its tokens are given up, and when the call or a check ends well or ill", async () => {
    const { tokens, id, store, auth } = await over({}, 60);
    await store.update(({ accounts }) => void Object.assign(accounts[0] ?? {}, { status: "error" }));
    const source = await auth.credentials("openai-auth", id);
    await switchOff(store);
    await source.settled?.();
    await auth.noteCheck(id);
    await auth.noteCheck(id, new AppError("upstream_rejected", "No."));
    await tokens.reject(id, 1);
    expect((await store.read()).document.accounts[0]?.status).toBe("disabled");
  });
});

it("a token is used to its last millisecond, and not in the one after", async () => {
  const { tokens, id, store, clock } = await over({}, 60);
  const end = Date.parse((await store.read()).document.accounts[0]?.expires_at ?? "");
  failRefresh(...Array(4).fill(answer(400, "invalid_request")));
  clock.nowMs = end - 1;
  expect((await tokens.get(id)).value).toEqual(expect.any(String));
  clock.nowMs = end;
  await expect(tokens.get(id)).rejects.toMatchObject({ code: "upstream_unavailable" });
});
