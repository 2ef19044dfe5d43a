import { once } from "node:events";
import { dirname } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { REMOTE_ORIGIN, testAuth } from "@/lib/auth/testkit/testAuth";
import { startChild } from "@/lib/auth/testkit/testChild";
import { serveTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import type { Config } from "@/lib/config";

let issuer: TestIssuer;
beforeEach(async () => {
  const served = await serveTestIssuer();
  issuer = served.issuer;
  return served.close;
});

const start = { route: "codex", origin: REMOTE_ORIGIN } as const;

function finishInChild(config: Config, { state, code }: { state: string; code: string }) {
  return startChild(new URL("../testkit/finishSignIn.child.ts", import.meta.url), [state, code], {
    PATCHBAY_DATA_DIR: config.dataDir,
    XDG_CONFIG_HOME: dirname(config.configDir),
    OPENAI_AUTH_ISSUER: issuer.origin,
    CHATGPT_BASE_URL: `${issuer.origin}/backend-api`,
  });
}

it("several processes that load the callback at once get one outcome from one exchange", async () => {
  const { auth, config } = await testAuth(issuer);
  const { url, state } = await auth.start(start);
  const answer = { state, code: issuer.approve(url) };
  const children = Array.from({ length: 3 }, () => finishInChild(config, answer));
  const ids = await Promise.all([auth.callback(answer), ...children.map((child) => child.nextLine())]);
  expect(new Set(ids).size).toBe(1);
  expect(issuer.tokenBodies).toHaveLength(1);
});

it("a process that was killed during the exchange leaves a sign-in that is never exchanged again", async () => {
  const { auth, config } = await testAuth(issuer);
  const { url, state } = await auth.start(start);
  const answer = { state, code: issuer.approve(url) };
  const killed = await new Promise<boolean>((resolve) => {
    issuer.intercept = async (path) => {
      if (path !== "/oauth/token") return undefined;
      child.process.kill("SIGKILL");
      await once(child.process, "exit");
      resolve(true);
      return new Response(null, { status: 500 });
    };
    const child = finishInChild(config, answer);
  });
  expect(killed).toBe(true);
  await expect(auth.callback(answer)).rejects.toMatchObject({ code: "flow_expired" });
  expect(issuer.tokenBodies).toHaveLength(1);
  expect((await auth.status()).accounts).toEqual([]);
});
