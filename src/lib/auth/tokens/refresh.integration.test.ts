import { once } from "node:events";
import { dirname } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createOpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { REMOTE_ORIGIN, signIn, testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { startChild } from "@/lib/auth/testkit/testChild";
import { serveTestIssuer } from "@/lib/auth/testkit/testIssuer";
import type { Config } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import { openTextStore } from "@/lib/storage/contract/openTextStore";
import type { TextStore } from "@/lib/storage/ports";
import type { Database } from "@/lib/storage/postgres/database";
import { createPostgresLocks } from "@/lib/storage/postgres/postgresLocks";
import { createPostgresTextStore } from "@/lib/storage/postgres/postgresTextStore";
import { cutLockSessions, testDatabase } from "@/lib/storage/postgres/testDatabase";
import { startSimulator } from "@/simulator/simulator";

const ofFiles = { processes: 16, callers: 16, expiries: 5 };
/** `PATCHBAY_LONG=1` takes its time. */
const ofPostgres = process.env.PATCHBAY_LONG === "1" ? ofFiles : { processes: 4, callers: 4, expiries: 2 };

interface Place {
  texts: TextStore;
  environment: Record<string, string>;
}

/** Where accounts are kept: what children are told of it, and the same texts for this process. */
async function placeOf(form: string, config: Config): Promise<Place> {
  if (form === "files") return { texts: openTextStore(config.dataDir), environment: {} };
  const { url } = await testDatabase();
  return { texts: openTextStore(url), environment: { TEST_TEXTS: url } };
}

const forms = [
  ["files", ofFiles],
  ["PostgreSQL", ofPostgres],
] as const;

it.each(forms)(
  "asks upstream once per expiry, whatever the number of processes and callers, on %s",
  {
    timeout: 120_000,
  },
  async (form, { processes, callers, expiries }) => {
    const simulator = await startSimulator({ port: 0 });
    onTestFinished(() => simulator.close());
    simulator.control.setSwitches({ refreshDelayMs: 150 });
    const config = await testConfig(simulator.issuer);
    const { texts, environment } = await placeOf(form, config);
    const auth = createFileAuth({ config, texts });
    const started = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
    await auth.exchange({ url: await approve(started.url, "ada") });
    const store = createOpenaiAuthStore(texts, createSecretBox(config));

    const children = Array.from({ length: processes }, () =>
      startChild(new URL("../testkit/refreshCallers.child.ts", import.meta.url), [String(callers)], {
        ...simulator.env,
        ...environment,
        PATCHBAY_DATA_DIR: config.dataDir,
        XDG_CONFIG_HOME: config.configDir.replace(/\/patchbay$/, ""),
      }),
    );
    onTestFinished(() => children.forEach((child) => void child.process.kill()));

    for (let expiry = 1; expiry <= expiries; expiry++) {
      await store.update(({ accounts }) => {
        for (const account of accounts) account.expires_at = new Date(Date.now() - 1000).toISOString();
      });
      for (const child of children) child.send("go");
      const answers = await Promise.all(children.map((child) => child.nextLine()));
      expect(new Set(answers).size).toBe(1);
      expect(JSON.parse(answers[0] ?? "[]")).toHaveLength(1);
      expect(simulator.counters.refreshOutcomes).toEqual({ ok: expiry });
    }
    expect((await auth.status()).accounts).toMatchObject([{ status: "active" }]);
  },
);

it.each([
  ["files", "before the issuer rotated, and the next one renews", false],
  ["files", "after the issuer rotated, and the next one says honestly that a new sign-in is needed", true],
  ["PostgreSQL", "before the issuer rotated, and the next one renews", false],
])("a process that is killed while it holds the lock frees it, on %s: %s", async (form, _, isRotated) => {
  const { issuer, close } = await serveTestIssuer();
  onTestFinished(close);
  const config = await testConfig(issuer.origin);
  const { texts, environment } = await placeOf(form, config);
  const auth = createFileAuth({ config, texts, fetch: issuer.fetch, random: () => 0 });
  await signIn(auth, issuer);
  const store = createOpenaiAuthStore(texts, createSecretBox(config));
  await store.update(({ accounts }) => {
    for (const account of accounts) account.expires_at = new Date(Date.now() - 1000).toISOString();
  });
  const child = startChild(new URL("../testkit/refreshCallers.child.ts", import.meta.url), ["1"], {
    ...environment,
    PATCHBAY_DATA_DIR: config.dataDir,
    XDG_CONFIG_HOME: dirname(config.configDir),
    OPENAI_AUTH_ISSUER: issuer.origin,
  });
  const killed = new Promise<void>((resolve) => {
    issuer.intercept = async (path, body) => {
      if (path !== "/oauth/token") return undefined;
      issuer.intercept = undefined;
      if (isRotated) await issuer.fetch(`${issuer.origin}/oauth/token`, { method: "POST", body });
      child.process.kill("SIGKILL");
      await once(child.process, "exit");
      resolve();
      return new Response(null, { status: 500 });
    };
  });
  child.send("go");
  await killed;
  const next = auth.credentials("openai-auth").then((source) => source.get());
  if (isRotated) await expect(next).rejects.toMatchObject({ code: "reauth_required" });
  else expect((await next).bearer).toEqual(expect.any(String));
});

it("asks upstream once though the database was cut off while it was asked, and while the answer was to be kept", async () => {
  const { issuer, close } = await serveTestIssuer();
  onTestFinished(close);
  const config = await testConfig(issuer.origin);
  const database = await testDatabase();
  // Each process has connections of its own; those of the first one can be cut off for a while.
  let isAway = false;
  const gone = () => Promise.reject(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
  const first: Database = {
    ...database,
    query: (text, values) => (isAway ? gone() : database.query(text, values)),
    connect: (onLost) => (isAway ? gone() : database.connect(onLost)),
  };
  const authOn = (one: Database) => {
    const texts = createPostgresTextStore(one, createPostgresLocks(one));
    return { texts, auth: createFileAuth({ config, texts, fetch: issuer.fetch, random: () => 0 }) };
  };
  const [ours, theirs] = [authOn(first), authOn(database)];
  await signIn(ours.auth, issuer);
  await createOpenaiAuthStore(theirs.texts, createSecretBox(config)).update(({ accounts }) => {
    for (const account of accounts) account.expires_at = new Date(Date.now() - 1000).toISOString();
  });
  const bearerOf = async ({ auth }: typeof ours) => (await (await auth.credentials("openai-auth")).get()).bearer;
  let refreshes = 0;
  let bearerOfTheirs: Promise<string | undefined> | undefined;
  issuer.intercept = async (path) => {
    if (path !== "/oauth/token") return undefined;
    refreshes += 1;
    if (refreshes > 1) return undefined;
    isAway = true;
    await cutLockSessions(database);
    bearerOfTheirs = bearerOf(theirs);
    setTimeout(() => {
      isAway = false;
    }, 1000);
    return undefined;
  };
  const bearer = await bearerOf(ours);
  expect(await bearerOfTheirs).toBe(bearer);
  expect(refreshes).toBe(1);
});
