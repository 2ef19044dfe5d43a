import { z } from "zod";
import { DEFAULT_MAX_ITEMS } from "@/lib/engine/budget";
import { logFormats, logLevels } from "@/lib/log";
import { isNetwork } from "@/lib/security/callerAddress";
import { roles } from "@/types/people";
import { type KeyProviderId, keyProviderIds, providerTable } from "@/types/providerTable";
import {
  databaseUrl,
  headerText,
  hostName,
  issuerUrl,
  masterSecret,
  optionalHeaderText,
  optionalText,
  port,
  proxyUrl,
  secret,
  serverUrl,
  text,
  unset,
  upstreamUrl,
  word,
} from "./configValues";

/** Gemini takes tokens of `cloud-platform`; a narrower scope can be set if the project's consent screen has it. */
const googleScopes = "openid email https://www.googleapis.com/auth/cloud-platform";

/** Every variable but the keys, with its standard value and what it wants. */
export const environmentSchema = z.object({
  HOST: hostName("127.0.0.1"),
  PORT: z.preprocess(unset, port.default(3000)),
  PATCHBAY_DATA_DIR: text("./data"),
  DATABASE_URL: databaseUrl,
  PATCHBAY_DATABASE_CONNECTIONS: z.preprocess(unset, z.coerce.number().int().min(2).max(1000).default(10)),
  PATCHBAY_SECRET: masterSecret,
  PATCHBAY_SECRET_ALSO: masterSecret,
  PATCHBAY_PASSWORD: optionalText.refine((value) => value === undefined || value.length >= 8, "at least 8 characters"),
  /** Further `host` or `host:port` names under which the app is reached, separated by commas. */
  PATCHBAY_ALLOWED_HOSTS: text("").refine(
    (value) => /^[\w.:,[\]\s-]*$/.test(value),
    "host or host:port names separated by commas, without http://",
  ),
  /** Proxies in front that are believed, by address or network. */
  PATCHBAY_TRUSTED_PROXIES: text("")
    .transform((value) =>
      value
        .split(",")
        .map((place) => place.trim())
        .filter((place) => place !== ""),
    )
    .refine((places) => places.every(isNetwork), "addresses or networks such as 10.0.0.0/8, separated by commas"),
  /** Origins that requests of workflows may go to, whatever else holds. */
  PATCHBAY_REQUEST_ORIGINS: text("")
    .transform((value) => value.split(",").flatMap((place) => (place.trim() === "" ? [] : [place.trim()])))
    .refine(
      (places) => places.every((place) => URL.parse(place)?.origin.startsWith("http")),
      "addresses such as http://10.0.0.5:8080, separated by commas",
    )
    .transform((places) => places.map((place) => new URL(place).origin)),
  PATCHBAY_MAX_ITEMS: z.preprocess(unset, z.coerce.number().int().min(1).max(10_000_000).default(DEFAULT_MAX_ITEMS)),
  PATCHBAY_WORKERS: z.preprocess(word, z.enum(["0", "1"]).default("1")),
  PATCHBAY_WORKER_RUNS: z.preprocess(unset, z.coerce.number().int().min(1).max(1000).default(8)),
  LOG_LEVEL: z.preprocess(word, z.enum(logLevels).default("info")),
  /** Read by programs: nobody has to remember it. */
  PATCHBAY_METRICS_TOKEN: optionalHeaderText.refine(
    (value) => value === undefined || value.length >= 16,
    "at least 16 characters",
  ),
  PATCHBAY_METRICS_PORT: z.preprocess(unset, port.optional()),
  LOG_FORMAT: z.preprocess(word, z.enum(logFormats).default("text")),
  XDG_CONFIG_HOME: optionalText,

  PATCHBAY_OIDC_ISSUER: issuerUrl,
  PATCHBAY_OIDC_CLIENT_ID: optionalText,
  PATCHBAY_OIDC_CLIENT_SECRET: secret,
  PATCHBAY_OIDC_NAME: optionalText,
  PATCHBAY_OIDC_SCOPES: text("openid profile email"),
  PATCHBAY_OIDC_GROUPS_CLAIM: text("groups"),
  PATCHBAY_OIDC_ROLES: text(""),
  PATCHBAY_OIDC_DEFAULT_ROLE: z.preprocess(word, z.enum(["none", ...roles]).default("none")),

  HTTPS_PROXY: proxyUrl,
  NO_PROXY: text(""),

  COMPATIBLE_BASE_URL: serverUrl,
  COMPATIBLE_API_KEY: secret,
  OPENAI_ORGANIZATION: optionalHeaderText,
  OPENAI_PROJECT: optionalHeaderText,

  OPENAI_AUTH_ISSUER: upstreamUrl("https://auth.openai.com"),
  OPENAI_OAUTH_CLIENT_ID: z.preprocess(unset, headerText.default("app_EMoamEEZ73f0CkXaXp7hrann")),
  OPENAI_OAUTH_SCOPES: text("openid profile email offline_access"),
  OPENAI_OAUTH_ORIGINATOR: z.preprocess(unset, headerText.default("codex_cli_rs")),
  OPENAI_OAUTH_REDIRECT_HOST: z.preprocess(word, z.enum(["localhost", "127.0.0.1"]).default("localhost")),
  OPENAI_OAUTH_CALLBACK_PORTS: z.preprocess(
    unset,
    z
      .string()
      .default("1455,1457")
      .transform((value) => value.split(",").map(Number))
      .refine(
        (ports) => ports.every((number) => Number.isInteger(number) && number > 0 && number <= 65_535),
        "port numbers separated by commas",
      ),
  ),
  OPENAI_AUTH_WORKSPACE_MODE: z.preprocess(word, z.enum(["auto", "chatgpt", "api_key"]).default("auto")),
  CHATGPT_BASE_URL: upstreamUrl("https://chatgpt.com/backend-api"),
  SIWC_BASE_URL: upstreamUrl("https://api.openai.com/v1"),
  CODEX_CLIENT_VERSION: z.preprocess(
    word,
    z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, "a version such as 0.171.0")
      .default("0.171.0"),
  ),
  CODEX_INSTRUCTIONS_FILE: optionalText,
  CODEX_SYSTEM_PROMPT_STYLE: z.preprocess(word, z.enum(["auto", "instructions", "developer"]).default("auto")),

  GOOGLE_OAUTH_CLIENT_ID: optionalHeaderText,
  GOOGLE_OAUTH_CLIENT_SECRET: secret,
  GOOGLE_OAUTH_ISSUER: upstreamUrl("https://accounts.google.com"),
  GOOGLE_OAUTH_SCOPES: text(googleScopes),
  GOOGLE_OAUTH_USER_PROJECT: optionalHeaderText,
});

export type Environment = z.infer<typeof environmentSchema>;

/** Of every provider that takes a key, as the table of providers names them. */
export const keyEnvironmentSchema = z.object(
  Object.fromEntries<z.ZodType<string | undefined>>(
    keyProviderIds.flatMap((id) => {
      const { apiKey, baseUrl } = variablesOf(id);
      return [
        [apiKey, secret],
        [baseUrl, upstreamUrl(providerTable[id].baseUrl)],
      ];
    }),
  ),
);

export function variablesOf(id: KeyProviderId): { apiKey: string; baseUrl: string } {
  const { env } = providerTable[id];
  return { apiKey: `${env}_API_KEY`, baseUrl: `${env}_BASE_URL` };
}
