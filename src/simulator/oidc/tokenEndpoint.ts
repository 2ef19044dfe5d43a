import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeJwt } from "jose";
import type { KoaContextWithOIDC } from "oidc-provider";
import { readFormOrJson } from "@/simulator/http/body";
import { type Exchange, Refusal, type Route } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import { findPerson } from "@/simulator/people";
import { count, type Simulation } from "@/simulator/simulation";
import { clientId, type OidcServer } from "./provider";
import type { TokenState } from "./tokenLedger";

type Callback = ReturnType<OidcServer["provider"]["callback"]>;

/** The codes and words that the Codex client knows; "used" is the reported real-world body. */
const refreshRefusals: Record<Exclude<TokenState, "live">, { code: string; message: string }> = {
  used: {
    code: "refresh_token_reused",
    message: "Your refresh token has already been used to generate a new access token. Please try signing in again.",
  },
  expired: {
    code: "refresh_token_expired",
    message: "Your refresh token has expired. Please try signing in again.",
  },
  revoked: {
    code: "refresh_token_invalidated",
    message: "Your refresh token has been invalidated. Please try signing in again.",
  },
};

/** `/oauth/token` and `/oauth/revoke`, which take a form (OAuth) and JSON (as the Codex client refreshes). */
export function tokenEndpointRoutes(simulation: Simulation, server: OidcServer): Route[] {
  reshapeTokenAnswers(simulation, server);
  const callback = server.provider.callback();
  // One at a time, as one database transaction would: two refreshes at once must not both succeed.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  return [
    {
      method: "POST",
      path: /^\/oauth\/token$/,
      async handle(exchange) {
        const form = await readFormOrJson(exchange);
        if (form.grant_type === "refresh_token") await sleep(simulation.switches.refreshDelayMs);
        await inTurn(() => answerTokenRequest(simulation, callback, exchange, form));
      },
    },
    {
      method: "POST",
      path: /^\/oauth\/revoke$/,
      async handle(exchange) {
        const form = await readFormOrJson(exchange);
        exchange.facts.tokenTypeHint = form.token_type_hint;
        exchange.facts.token = fingerprint(form.token);
        if (revokeAccessToken(simulation, form.token)) exchange.res.writeHead(200).end();
        else await handOver(callback, exchange, { client_id: clientId, ...form });
      },
    },
  ];
}

async function answerTokenRequest(
  simulation: Simulation,
  callback: Callback,
  exchange: Exchange,
  form: Record<string, string>,
): Promise<void> {
  const grant = (form.grant_type ?? "none").replace(/^.*:/, "");
  exchange.facts.grant = grant;
  count(simulation.counters.tokenRequests, grant);
  if (form.grant_type === "refresh_token") {
    count(simulation.counters.refreshReasons, form.refresh_reason ?? "none");
    exchange.facts.refreshReason = form.refresh_reason;
    exchange.facts.refreshToken = fingerprint(form.refresh_token);
    refuseDeadRefreshToken(simulation, form.refresh_token);
  }
  await handOver(callback, exchange, form);
}

/** A used token kills its whole family, as RFC 9700 §4.14.2 asks. */
function refuseDeadRefreshToken(simulation: Simulation, value: string | undefined): void {
  const token = simulation.tokens.refresh.get(value ?? "");
  if (token === undefined || token.state === "live") return;
  if (token.state === "used") simulation.tokens.revokeGrant(token.grantId);
  const { code, message } = refreshRefusals[token.state];
  count(simulation.counters.refreshOutcomes, code);
  throw new Refusal(401, { error: { message, type: "invalid_request_error", param: null, code } });
}

/** True when the token was one of our JWTs, which the OIDC server does not revoke by itself. */
function revokeAccessToken(simulation: Simulation, token: string | undefined): boolean {
  if (token === undefined || token.split(".").length !== 3) return false;
  const issued = simulation.tokens.access.get(String(decodeJwt(token).jti));
  if (issued !== undefined) simulation.tokens.revokeGrant(issued.grantId);
  return issued !== undefined;
}

/** Gives a request whose body was read already to the OIDC server, as the form it expects. */
async function handOver(callback: Callback, exchange: Exchange, form: Record<string, string>): Promise<void> {
  const body = Buffer.from(new URLSearchParams(form).toString());
  const { req, res } = exchange;
  const replay = Object.assign(Readable.from([body]), {
    method: req.method,
    url: req.url,
    httpVersion: req.httpVersion,
    socket: req.socket,
    headers: {
      ...req.headers,
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(body.length),
      "transfer-encoding": undefined,
    },
  });
  // Koa reads nothing else of a request than what stands above.
  await callback(replay as unknown as IncomingMessage, res);
}

function reshapeTokenAnswers(simulation: Simulation, server: OidcServer): void {
  server.provider.use(async (context: KoaContextWithOIDC, next: () => Promise<unknown>) => {
    await next();
    if (context.path !== "/oauth/token") return;
    const isRefresh = context.oidc?.params?.grant_type === "refresh_token";
    if (context.status !== 200) {
      if (isRefresh) count(simulation.counters.refreshOutcomes, String(asObject(context.body).error));
      return;
    }
    const answer = asObject(context.body);
    await finishIdToken(simulation, server, answer);
    if (isRefresh) closeRotation(simulation, answer, String(context.oidc.params?.refresh_token));
    context.body = answer;
  });
}

/** Signs the id token anew: with the person's own subject, the present key, and the fault that is asked for. */
async function finishIdToken(
  simulation: Simulation,
  server: OidcServer,
  answer: Record<string, unknown>,
): Promise<void> {
  const { idToken: fault } = simulation.switches;
  if (typeof answer.id_token !== "string") return;
  if (fault === "absent") {
    delete answer.id_token;
    return;
  }
  const claims = decodeJwt(answer.id_token);
  // Two entries can be one person in two workspaces; the OIDC server knows them by entry.
  const sub = findPerson(claims.sub)?.sub ?? claims.sub;
  answer.id_token = await server.keys.signIdToken({ ...claims, sub }, fault);
}

function closeRotation(simulation: Simulation, answer: Record<string, unknown>, presented: string): void {
  count(simulation.counters.refreshOutcomes, "ok");
  if (simulation.switches.refreshAnswer === "access-token-only") {
    delete answer.refresh_token;
    delete answer.id_token;
    return;
  }
  const used = simulation.tokens.refresh.get(presented);
  if (used !== undefined) used.state = "used";
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
