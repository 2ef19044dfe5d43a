import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { readText } from "@/lib/decodeText";
import { isLoopbackHost } from "@/types/outboundUrl";
import { type KeyProviderId, keyProviderIds, mapIds, providerTable } from "@/types/providerTable";
import { type Environment, environmentSchema, keyEnvironmentSchema, variablesOf } from "./configEnvironment";
import { type OidcConfig, oidcConfig } from "./configOidc";
import { decodeSecret, leftOver } from "./configValues";
import type { LogFormat, LogLevel } from "./log";

/**
 * The only reader of `process.env`. Every setting has a default that works and stands in `.env.example`;
 * a wrong value stops the start with the variable's name and what it wants.
 */

/** The addresses to bind for a host: a loopback one means both families, since browsers may try either first. */
export function listenHosts({ host }: Pick<Config, "host">): string[] {
  return isLoopbackHost(host) ? ["127.0.0.1", "::1"] : [host];
}

/** Of a provider that takes a key. */
export interface KeySettings {
  apiKey?: string;
  baseUrl: string;
  /** Sent with the key of the settings, to the address of the settings. */
  organization?: string;
  project?: string;
}

export type PromptStyle = "auto" | "instructions" | "developer";

export interface Config {
  host: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  /** PostgreSQL, where all is kept instead of in `dataDir`. */
  database?: { url: string; maxConnections: number };
  /** Where the key file lives; never inside `dataDir`. Absolute. */
  configDir: string;
  /** Decoded `PATCHBAY_SECRET`; without it the key file in `configDir` is used. */
  secret: Uint8Array | undefined;
  /** Decoded `PATCHBAY_SECRET_ALSO`: a key that was in use, or will be. */
  secretAlso?: Uint8Array;
  /** Of who comes in while there are no people by name. */
  password: string | undefined;
  /** By which people sign in; only with a database. */
  oidc?: OidcConfig;
  /** `host` or `host:port`, lower case. */
  allowedHosts: string[];
  /** Proxies in front that are believed when they say who asks: addresses and networks. */
  trustedProxies: string[];
  /** Origins that requests of workflows may go to beside the public internet. */
  requestOrigins: string[];
  /** Items that the nodes of one run make together. */
  maxItems: number;
  /** Runs that this process works on at one time, where others can work on the rest; without limit if absent. */
  maxActiveRuns?: number;
  logLevel: LogLevel;
  logFormat: LogFormat;
  /** Where metrics can be read, and the token that lets other computers read them. */
  metrics?: { port: number; token: string | undefined };
  /** For https upstreams; `noProxy` lists hosts that are reached directly. */
  proxy: { url?: string; noProxy: string };
  keys: Record<KeyProviderId, KeySettings>;
  /** A server of the person's own; there is none without an address. */
  compatible: { baseUrl?: string; apiKey?: string };
  openaiAuth: {
    issuer: string;
    clientId: string;
    scopes: string;
    originator: string;
    redirectHost: "localhost" | "127.0.0.1";
    callbackPorts: number[];
    chatgptBaseUrl: string;
    /** Where an account is paid through an API key: the platform. */
    platformBaseUrl: string;
    /** Who pays for a new account: `auto` gives workspaces an API key, `api_key` asks for one for every account. */
    workspaceMode: "auto" | "chatgpt" | "api_key";
    /** Inference of route siwc. */
    siwcBaseUrl: string;
    clientVersion: string;
    instructionsFile?: string;
    promptStyle: PromptStyle;
  };
  googleAuth: {
    /** The person's own registration at Google; without it there is no sign-in with Google. */
    client?: { id: string; secret: string };
    issuer: string;
    /** Asked for, separated by spaces. */
    scopes: string;
    /** `x-goog-user-project`: the Google Cloud project that is billed and whose quota counts. */
    userProject?: string;
  };
}

/** Names the variables that are wrong and what each wants; never the value, which may be a secret. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** @throws ConfigError */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const parsed = environmentSchema.safeParse({
    ...environment,
    // Both spellings are in use, and the small one counts first (curl's rule).
    HTTPS_PROXY: environment.https_proxy || environment.HTTPS_PROXY,
    NO_PROXY: environment.no_proxy || environment.NO_PROXY,
  });
  const keys = keyEnvironmentSchema.safeParse(environment);
  if (!parsed.success || !keys.success) {
    const issues = [...(parsed.error?.issues ?? []), ...(keys.error?.issues ?? [])];
    const lines = issues.map(({ path, message }) => {
      const name = String(path[0] ?? "environment");
      return `${name} wants ${wants(message)}${leftOver(environment[name])}`;
    });
    throw new ConfigError(lines.join("\n"));
  }
  const env = parsed.data;
  const keySettings = mapIds(keyProviderIds, (id) => toKeySettings(id, keys.data));
  const allowedHosts = env.PATCHBAY_ALLOWED_HOSTS.toLowerCase()
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== "");
  const oidc = oidcConfig(env, (message) => {
    throw new ConfigError(message);
  });
  if (oidc === undefined) requirePasswordOffLoopback(env.HOST, allowedHosts, env.PATCHBAY_PASSWORD);
  if (env.DATABASE_URL !== undefined && env.PATCHBAY_SECRET === undefined) {
    throw new ConfigError("PATCHBAY_SECRET wants a value, because all who share the database must have the same");
  }
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: resolve(env.PATCHBAY_DATA_DIR),
    database:
      env.DATABASE_URL === undefined
        ? undefined
        : { url: env.DATABASE_URL, maxConnections: env.PATCHBAY_DATABASE_CONNECTIONS },
    configDir: join(env.XDG_CONFIG_HOME ?? join(homedir(), ".config"), "patchbay"),
    secret: env.PATCHBAY_SECRET === undefined ? undefined : decodeSecret(env.PATCHBAY_SECRET),
    secretAlso: env.PATCHBAY_SECRET_ALSO === undefined ? undefined : decodeSecret(env.PATCHBAY_SECRET_ALSO),
    password: env.PATCHBAY_PASSWORD,
    oidc,
    allowedHosts,
    trustedProxies: env.PATCHBAY_TRUSTED_PROXIES,
    requestOrigins: env.PATCHBAY_REQUEST_ORIGINS,
    maxItems: env.PATCHBAY_MAX_ITEMS,
    maxActiveRuns: maxActiveRuns(env),
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
    metrics:
      env.PATCHBAY_METRICS_PORT === undefined
        ? undefined
        : { port: env.PATCHBAY_METRICS_PORT, token: env.PATCHBAY_METRICS_TOKEN },
    proxy: { url: env.HTTPS_PROXY, noProxy: env.NO_PROXY },
    keys: {
      ...keySettings,
      openai: { ...keySettings.openai, organization: env.OPENAI_ORGANIZATION, project: env.OPENAI_PROJECT },
    },
    compatible: { baseUrl: env.COMPATIBLE_BASE_URL, apiKey: env.COMPATIBLE_API_KEY },
    openaiAuth: {
      issuer: env.OPENAI_AUTH_ISSUER,
      clientId: env.OPENAI_OAUTH_CLIENT_ID,
      scopes: env.OPENAI_OAUTH_SCOPES,
      originator: env.OPENAI_OAUTH_ORIGINATOR,
      redirectHost: env.OPENAI_OAUTH_REDIRECT_HOST,
      callbackPorts: env.OPENAI_OAUTH_CALLBACK_PORTS,
      chatgptBaseUrl: env.CHATGPT_BASE_URL,
      platformBaseUrl: keySettings.openai.baseUrl,
      workspaceMode: env.OPENAI_AUTH_WORKSPACE_MODE,
      siwcBaseUrl: env.SIWC_BASE_URL,
      clientVersion: env.CODEX_CLIENT_VERSION,
      instructionsFile: env.CODEX_INSTRUCTIONS_FILE,
      promptStyle: env.CODEX_SYSTEM_PROMPT_STYLE,
    },
    googleAuth: {
      client: googleClient(env.GOOGLE_OAUTH_CLIENT_ID, env.GOOGLE_OAUTH_CLIENT_SECRET),
      issuer: env.GOOGLE_OAUTH_ISSUER,
      scopes: env.GOOGLE_OAUTH_SCOPES,
      userProject: env.GOOGLE_OAUTH_USER_PROJECT,
    },
  };
}

/** Only where a database is shared can a run wait for somebody else. @throws ConfigError */
function maxActiveRuns(
  env: Pick<Environment, "DATABASE_URL" | "PATCHBAY_WORKERS" | "PATCHBAY_WORKER_RUNS">,
): number | undefined {
  const isWorker = env.PATCHBAY_WORKERS === "1";
  if (env.DATABASE_URL !== undefined) return isWorker ? env.PATCHBAY_WORKER_RUNS : 0;
  if (isWorker) return undefined;
  throw new ConfigError(
    "DATABASE_URL wants the address of a database, because PATCHBAY_WORKERS=0 leaves runs to others",
  );
}

function toKeySettings(id: KeyProviderId, environment: Record<string, string | undefined>): KeySettings {
  const { apiKey, baseUrl } = variablesOf(id);
  return { apiKey: environment[apiKey], baseUrl: environment[baseUrl] ?? providerTable[id].baseUrl };
}

/** Zod's own words begin with "Invalid input: expected …"; ours say the thing wanted. */
function wants(message: string): string {
  return message
    .replace(/^Invalid (input|option): expected /, "")
    .replace(/^Too (small|big): expected \w+ to be /, "a number ");
}

function googleClient(id: string | undefined, secret: string | undefined): Config["googleAuth"]["client"] {
  if (id !== undefined && secret !== undefined) return { id, secret };
  if (id === undefined && secret === undefined) return undefined;
  const missing = id === undefined ? "GOOGLE_OAUTH_CLIENT_ID" : "GOOGLE_OAUTH_CLIENT_SECRET";
  throw new ConfigError(`${missing} wants a value, because the other half of the Google registration is set`);
}

function requirePasswordOffLoopback(host: string, allowedHosts: string[], password: string | undefined): void {
  if (password !== undefined) return;
  const outside = [host, ...allowedHosts].find((name) => !isLoopbackHost(withoutPort(name)));
  if (outside === undefined) return;
  throw new ConfigError(
    `PATCHBAY_PASSWORD wants a password of at least 8 characters, because ${outside} can be reached from other computers`,
  );
}

/** `name:80` and `[::1]:80` lose their port; a bare `::1` has none. */
export function withoutPort(host: string): string {
  return host.replace(/^(\[[^\]]*\]|[^:]*):\d*$/, "$1");
}

/**
 * Takes a file of settings into the environment, if there is one; what is set outside wins. Windows writes such files
 * as UTF-16 too. @throws ConfigError when it is in another encoding
 */
export function loadEnvFile(path: string): void {
  if (!existsSync(path)) return;
  const text = readText(readFileSync(path));
  if (text === undefined) throw new ConfigError(`${path} wants to be text in UTF-8. Save it as UTF-8`);
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}

let cached: Config | undefined;

/** The settings of this process, read once. @throws ConfigError */
export function config(): Config {
  cached ??= parseConfig(process.env);
  return cached;
}
