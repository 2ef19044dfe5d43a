import { beforeEach, expect, it } from "vitest";
import { openStore, signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { renewDueAccounts } from "./refreshScheduler";

const MINUTE_MS = 60_000;

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

async function connected(count: number) {
  const test = await testAuth(issuer);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const person = { sub: `sub-${i}`, accountId: `ws-${i}` };
    ids.push(await signIn(test.auth, issuer, { person, name: `Account ${i}` }));
  }
  return { ...test, ids };
}

const refreshes = () => issuer.tokenBodies.filter((body) => body.startsWith("{"));

it("leaves accounts alone that are fresh, switched off or signed out", async () => {
  const { auth, clock, ids } = await connected(3);
  expect(await auth.renewDue()).toEqual({ due: 0, renewed: 0, failed: [] });
  clock.nowMs += 56 * MINUTE_MS;
  await auth.edit(ids[0] ?? "", { disabled: true });
  issuer.intercept = (_, body) =>
    body.includes(issuer.refreshTokens[1] ?? "")
      ? Response.json({ error: "invalid_grant" }, { status: 400 })
      : undefined;
  expect(await auth.renewDue()).toEqual({ due: 2, renewed: 1, failed: ["Account 1"] });
  clock.nowMs += MINUTE_MS;
  expect(await auth.renewDue()).toEqual({ due: 0, renewed: 0, failed: [] });
});

it("renews each due account once, at most three at the same time", async () => {
  const { auth, clock } = await connected(8);
  clock.nowMs += 56 * MINUTE_MS;
  let [atWork, most] = [0, 0];
  const three = Promise.withResolvers<void>();
  issuer.intercept = async (path) => {
    if (path !== "/oauth/token") return undefined;
    most = Math.max(most, ++atWork);
    // The first ones wait for the third, and then a little for one too many.
    if (atWork === 3) setTimeout(three.resolve, 20);
    await three.promise;
    atWork -= 1;
    return undefined;
  };
  expect(await auth.renewDue()).toEqual({ due: 8, renewed: 8, failed: [] });
  expect(most).toBe(3);
  expect(refreshes()).toHaveLength(8);
});

it("goes on when one account cannot be renewed, and names it", async () => {
  const { auth, clock } = await connected(4);
  clock.nowMs += 56 * MINUTE_MS;
  issuer.intercept = (_, body) => {
    if (body.includes(issuer.refreshTokens[0] ?? "")) throw new TypeError("fetch failed");
    return undefined;
  };
  expect(await auth.renewDue()).toEqual({ due: 4, renewed: 3, failed: ["Account 0"] });
});

it("reports a bug met with one account, and goes on with the others", async () => {
  const { config, clock, ids } = await connected(3);
  clock.nowMs += 56 * MINUTE_MS;
  const store = openStore(config);
  const bugs: unknown[] = [];
  const bug = new Error("a bug");
  const round = await renewDueAccounts({
    store,
    now: () => clock.nowMs,
    jitterMs: 0,
    reportBug: (error) => bugs.push(error),
    tokens: {
      async get(id) {
        if (id === ids[1]) throw bug;
        const account = (await store.read()).document.accounts.find((one) => one.id === id);
        if (account === undefined) throw new Error("the account is gone");
        return { value: "token", account: { ...account, generation: account.generation + 1 } };
      },
    },
  });
  expect(round).toEqual({ due: 3, renewed: 2, failed: ["Account 1"] });
  expect(bugs).toEqual([bug]);
});
