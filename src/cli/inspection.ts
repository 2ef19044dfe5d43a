import { createServer } from "node:net";
import type { OwnAccounts, Services } from "@/lib/services";
import { isAppError } from "@/types/errors";

/** One thing that was looked at, and what to do when it is not well. */
export interface Finding {
  verdict: "ok" | "warn" | "bad";
  what: string;
  advice?: string;
}

const NETWORK_TIMEOUT_MS = 10_000;
/** A clock off by more makes fresh tokens look expired. */
const MAX_CLOCK_SKEW_MS = 60_000;

/** Looks at one thing after the other, from the nearest to the farthest. */
export async function* inspectInstallation(services: Services): AsyncGenerator<Finding> {
  yield await inspectData(services);
  yield await inspectStore(services);
  for (const port of services.config.openaiAuth.callbackPorts) yield await inspectPort(port);
  for (const url of upstreamsOf(services)) yield await inspectUpstream(url, services.fetch);
  yield* inspectAccounts(services);
}

async function inspectData({ storage }: Services): Promise<Finding> {
  try {
    await storage.prepare();
    await storage.check();
    return { verdict: "ok", what: storage.place };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { verdict: "bad", what: `${storage.place} cannot be used`, advice: error.message };
  }
}

async function inspectStore({ auth }: Services): Promise<Finding> {
  const { problem } = await auth.status();
  return problem === undefined
    ? { verdict: "ok", what: "Encryption key and account file" }
    : { verdict: "bad", what: "Encryption key or account file", advice: problem };
}

async function inspectPort(port: number): Promise<Finding> {
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
  if (isFree) return { verdict: "ok", what: `Port ${port} for the way back from a sign-in` };
  const advice = "Another program (or a sign-in under way) holds it. Close that program, or use --device or --paste.";
  return { verdict: "warn", what: `Port ${port} is busy`, advice };
}

function upstreamsOf({ config }: Services): string[] {
  return [...new Set([config.openaiAuth.issuer, config.openaiAuth.chatgptBaseUrl, config.keys.openai.baseUrl])];
}

/** Any answer proves that the way is open; its date shows whether the clocks agree. */
async function inspectUpstream(url: string, fetch: Services["fetch"]): Promise<Finding> {
  const { host } = new URL(url);
  try {
    // The way that calls go: through HTTPS_PROXY, if that is set.
    const response = await fetch(url, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(NETWORK_TIMEOUT_MS),
    });
    const skewMs = Date.now() - Date.parse(response.headers.get("date") ?? new Date().toISOString());
    if (Math.abs(skewMs) > MAX_CLOCK_SKEW_MS) {
      const advice = "Set this computer's clock: sign-ins fail when it is wrong.";
      return { verdict: "bad", what: `The clock is off by ${Math.round(skewMs / 1000)} s against ${host}`, advice };
    }
    if (response.status === 403 && response.headers.get("content-type")?.includes("html")) {
      const advice = "It shows a challenge page to this network address. Try another network or a proxy (HTTPS_PROXY).";
      return { verdict: "warn", what: `${host} may refuse this network`, advice };
    }
    return { verdict: "ok", what: `${host} answers` };
  } catch {
    const advice = "Check the network connection, a firewall, or HTTPS_PROXY.";
    return { verdict: "bad", what: `${host} cannot be reached`, advice };
  }
}

async function* inspectAccounts({ accountsOfAll }: Services): AsyncGenerator<Finding> {
  let all: OwnAccounts[];
  try {
    all = await accountsOfAll();
  } catch (error) {
    if (!isAppError(error)) throw error;
    yield { verdict: "bad", what: "Accounts cannot be read", advice: error.message };
    return;
  }
  let isAny = false;
  for (const own of all) {
    for await (const finding of inspectAccountsOf(own)) {
      isAny = true;
      yield finding;
    }
  }
  if (isAny) return;
  const advice = `Connect one: patchbay login${all.length > 1 ? " --as NAME" : ""}`;
  yield { verdict: "warn", what: "No account is connected", advice };
}

async function* inspectAccountsOf({ auth, checkAccount, person }: OwnAccounts): AsyncGenerator<Finding> {
  const whose = person === undefined ? "" : ` of ${person.name}`;
  const { accounts, problem } = await auth.status();
  // That of nobody by name is told with the key.
  if (problem !== undefined && person !== undefined)
    yield { verdict: "bad", what: `Accounts${whose}`, advice: problem };
  for (const { id, name, plan } of accounts) {
    const what = `Account ${name}${whose}${plan === undefined ? "" : ` (${plan})`}`;
    try {
      const { status, lastError } = await checkAccount(id);
      if (status === "active") yield { verdict: "ok", what };
      else
        yield {
          verdict: status === "limited" ? "warn" : "bad",
          what: `${what}: ${status}`,
          advice: lastError?.message,
        };
    } catch (error) {
      if (!isAppError(error)) throw error;
      yield { verdict: "bad", what, advice: error.message };
    }
  }
}
