import { beforeEach, expect, it } from "vitest";
import { signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

const hourMs = 3_600_000;

it("keeps a used-up plan on the account for every process, until its reset", async () => {
  const { auth, clock, restart } = await testAuth(issuer);
  const id = await signIn(auth, issuer);
  const until = new Date(clock.nowMs + hourMs / 2).toISOString();
  await auth.limits.noteLimit(id, until);
  const later = restart();
  expect(await later.status()).toMatchObject({
    connected: true,
    accounts: [{ status: "limited", limitedUntil: until }],
  });
  expect(await later.credentials("openai-auth")).toMatchObject({ route: "codex", limitedUntil: until });
  clock.nowMs += hourMs / 2;
  const [account] = (await later.status()).accounts;
  expect(account).toMatchObject({ status: "active" });
  expect(account?.limitedUntil).toBeUndefined();
});

it("takes a limit back before its time", async () => {
  const { auth, clock } = await testAuth(issuer);
  const id = await signIn(auth, issuer);
  await auth.limits.noteLimit(id, new Date(clock.nowMs + hourMs).toISOString());
  await auth.limits.clearLimit(id);
  expect((await auth.status()).accounts).toMatchObject([{ status: "active" }]);
  expect((await auth.credentials("openai-auth")).limitedUntil).toBeUndefined();
});

it("stays limited when its tokens are renewed meanwhile", async () => {
  const { auth, clock } = await testAuth(issuer);
  const id = await signIn(auth, issuer);
  await auth.limits.noteLimit(id, new Date(clock.nowMs + 100 * hourMs).toISOString());
  clock.nowMs += 10 * hourMs;
  await (await auth.credentials("openai-auth")).get();
  expect((await auth.status()).accounts).toMatchObject([{ status: "limited" }]);
});

it("does not hide that a new sign-in is needed, and forgets accounts that are gone", async () => {
  const { auth, clock } = await testAuth(issuer);
  const id = await signIn(auth, issuer);
  issuer.intercept = () => Response.json({ error: { code: "refresh_token_invalidated" } }, { status: 401 });
  clock.nowMs += 10 * hourMs;
  await expect((await auth.credentials("openai-auth")).get()).rejects.toMatchObject({ code: "reauth_required" });
  await auth.limits.noteLimit(id, new Date(clock.nowMs + hourMs).toISOString());
  expect((await auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
  await auth.limits.clearLimit(id);
  expect((await auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
  await expect(auth.limits.noteLimit("gone", new Date().toISOString())).resolves.toBeUndefined();
});
