import { once } from "node:events";
import { dirname } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createOpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { REMOTE_ORIGIN, signIn, testAuth, testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { startChild } from "@/lib/auth/testkit/testChild";
import { serveTestIssuer } from "@/lib/auth/testkit/testIssuer";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { startSimulator } from "@/simulator/simulator";

const PROCESSES = 16;
const CALLERS = 16;
const EXPIRIES = 5;

it("asks upstream once per expiry, whatever the number of processes and callers", { timeout: 120_000 }, async () => {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close());
  simulator.control.setSwitches({ refreshDelayMs: 150 });
  const config = await testConfig(simulator.issuer);
  const auth = createFileAuth({ config });
  const started = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
  await auth.exchange({ url: await approve(started.url, "ada") });
  const store = createOpenaiAuthStore(createFileTextStore(config.dataDir), createSecretBox(config));

  const children = Array.from({ length: PROCESSES }, () =>
    startChild(new URL("../testkit/refreshCallers.child.ts", import.meta.url), [String(CALLERS)], {
      ...simulator.env,
      PATCHBAY_DATA_DIR: config.dataDir,
      XDG_CONFIG_HOME: config.configDir.replace(/\/patchbay$/, ""),
    }),
  );
  onTestFinished(() => children.forEach((child) => void child.process.kill()));

  for (let expiry = 1; expiry <= EXPIRIES; expiry++) {
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
});

it.each([
  ["before the issuer rotated, and the next one renews", false],
  ["after the issuer rotated, and the next one says honestly that a new sign-in is needed", true],
])("a process that is killed while it holds the lock frees it: %s", async (_, isRotated) => {
  const { issuer, close } = await serveTestIssuer();
  onTestFinished(close);
  const { auth, config } = await testAuth(issuer);
  await signIn(auth, issuer);
  const store = createOpenaiAuthStore(createFileTextStore(config.dataDir), createSecretBox(config));
  await store.update(({ accounts }) => {
    for (const account of accounts) account.expires_at = new Date(Date.now() - 1000).toISOString();
  });
  const child = startChild(new URL("../testkit/refreshCallers.child.ts", import.meta.url), ["1"], {
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
