import { beforeEach, expect, it } from "vitest";
import { signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

const refreshes = () => issuer.tokenBodies.filter((body) => body.startsWith("{")).map((body) => JSON.parse(body));

it("reads again after a first 401, renews after a second, and gives up after a third", async () => {
  const { auth } = await testAuth(issuer);
  const id = await signIn(auth, issuer);
  const source = await auth.credentials("openai-auth");
  expect(source.payer).toEqual({ kind: "account", id, provider: "openai-auth", name: "ChatGPT", mode: "chatgpt" });
  const { bearer } = await source.get();

  expect(await source.refused(401)).toBe(true);
  expect((await source.get()).bearer).toBe(bearer);
  expect(refreshes()).toEqual([]);

  expect(await source.refused(401)).toBe(true);
  expect((await source.get()).bearer).not.toBe(bearer);
  expect(refreshes()).toMatchObject([{ refresh_reason: "unauthorized_recovery" }]);

  await expect(source.refused(401)).rejects.toMatchObject({ code: "reauth_required" });
  expect((await auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
  await expect(auth.credentials("openai-auth")).rejects.toMatchObject({ code: "reauth_required" });
  expect(refreshes()).toHaveLength(1);
});

it("is asked the same again where the store was away as it was to renew", async () => {
  const texts = createFileTextStore(await testDirectory());
  let isAway = false;
  const away = new AppError("storage_failed", "It is away.");
  const lock: typeof texts.lock = (...what) => {
    const { run } = texts.lock(...what);
    return { run: (...work) => (isAway ? Promise.reject(away) : run(...work)) };
  };
  const { auth } = await testAuth(issuer, undefined, { texts: { ...texts, lock } });
  await signIn(auth, issuer);
  const source = await auth.credentials("openai-auth");
  await source.get();
  await source.refused(401);
  isAway = true;
  await expect(source.refused(401)).rejects.toBe(away);
  isAway = false;
  expect(await source.refused(401)).toBe(true);
  expect(refreshes()).toHaveLength(1);
});

it("never renews after a 403 or a 429", async () => {
  const { auth } = await testAuth(issuer);
  await signIn(auth, issuer);
  const source = await auth.credentials("openai-auth");
  await source.get();
  for (const status of [403, 429, 403, 429]) expect(await source.refused(status)).toBe(false);
  expect(refreshes()).toEqual([]);
});

it("renews once for many calls that were refused together", async () => {
  const { auth } = await testAuth(issuer);
  await signIn(auth, issuer);
  const sources = await Promise.all(Array.from({ length: 10 }, () => auth.credentials("openai-auth")));
  await Promise.all(sources.map((source) => source.get()));
  await Promise.all(sources.map((source) => source.refused(401)));
  await Promise.all(sources.map((source) => source.refused(401)));
  const bearers = await Promise.all(sources.map(async (source) => (await source.get()).bearer));
  expect(new Set(bearers).size).toBe(1);
  expect(refreshes()).toHaveLength(1);
});

it("tells that a forced renewal failed, and why", async () => {
  const { auth } = await testAuth(issuer);
  await signIn(auth, issuer);
  const source = await auth.credentials("openai-auth");
  await source.get();
  await source.refused(401);
  issuer.intercept = () => Response.json({ error: { code: "refresh_token_invalidated" } }, { status: 401 });
  await expect(source.refused(401)).rejects.toMatchObject({ code: "reauth_required" });
});

it("remembers on the account how its backend takes a system prompt", async () => {
  const { auth, restart } = await testAuth(issuer);
  await signIn(auth, issuer);
  const source = await auth.credentials("openai-auth");
  await source.rememberPromptStyle?.("developer");
  const later = await restart().credentials("openai-auth");
  expect((await later.get()).promptStyle).toBe("developer");
  expect(refreshes()).toEqual([]);
});

it("says what to do when no account is there, or not this one", async () => {
  const { auth } = await testAuth(issuer);
  await expect(auth.credentials("openai-auth")).rejects.toMatchObject({ code: "auth_required" });
  await signIn(auth, issuer);
  const unknown = auth.credentials("openai-auth", "gone");
  const facts = { action: "choose_model", account: "gone" };
  await expect(unknown).rejects.toMatchObject({ code: "auth_required", facts });
});

it("names an account that was disconnected, and asks for another payer instead of a new sign-in", async () => {
  const { auth, restart } = await testAuth(issuer);
  const id = await signIn(auth, issuer, { name: "Work" });
  await auth.disconnect(id);
  await expect(restart().credentials("openai-auth", id)).rejects.toMatchObject({
    code: "auth_required",
    message: expect.stringContaining("“Work” is no longer connected"),
    facts: { action: "choose_model", account: id, route: "codex" },
  });
  expect((await auth.status()).formerAccounts).toEqual([{ id, name: "Work" }]);
});
