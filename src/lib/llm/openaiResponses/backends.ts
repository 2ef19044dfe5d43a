import type { Config, KeySettings } from "@/lib/config";
import { withoutEndpoint } from "@/lib/llm/baseUrl";
import { openaiOrigin } from "@/lib/security/openaiOrigin";
import { codexUserAgent, PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { LlmSettings } from "@/types/llm";
import type { ProviderId } from "@/types/providerTable";
import {
  keyImagesPath,
  keyModelsPath,
  keyResponsesPath,
  planImagesPath,
  planModelsPath,
  planResponsesPath,
  planSearchPath,
  settingsRefusedOnPlan,
  usagePath,
  usagePathElsewhere,
} from "./constants";

/** One place that speaks the Responses protocol; the two differ only in what stands here. */
export interface ResponsesBackend {
  provider: Extract<ProviderId, "openai-auth" | "openai" | "compatible">;
  /** What it is called, if not as its provider. */
  upstream?: string;
  onPlan: boolean;
  refusedSettings: Partial<Record<keyof LlmSettings, string>>;
  /** A server of somebody else's, whose list of models is taken as it is. */
  isGateway(credential: Credential): boolean;
  responsesUrl(credential: Credential): string;
  modelsUrl(credential: Credential): string;
  /** Absent where the upstream does not tell how much of a plan is used. */
  usageUrl?(credential: Credential): string;
  /** `cacheKey` names calls that begin alike, `requestId` this call alone. */
  responsesHeaders(credential: Credential, ids: { cacheKey: string; requestId: string }): Record<string, string>;
  /** Where searches can be made for a model that makes none; absent where there is no such place. */
  search?: { url(credential: Credential): string; headers(credential: Credential): Record<string, string> };
  modelsHeaders(credential: Credential): Record<string, string>;
}

/** A place of OpenAI's own makes pictures as well. */
export interface ImagesBackend extends ResponsesBackend {
  imagesUrl(credential: Credential, way: "generations" | "edits"): string;
  /** `callId` is that of the call. */
  imagesHeaders(credential: Credential, callId: string): Record<string, string>;
}

/** The plan backend: headers and their order as recorded from the Codex client, less those that describe its own state. */
export function planBackend({
  chatgptBaseUrl,
  clientVersion,
  originator,
}: Pick<Config["openaiAuth"], "chatgptBaseUrl" | "clientVersion" | "originator">): ImagesBackend {
  const userAgent = codexUserAgent({ originator, clientVersion });
  const identity = (credential: Credential) => ({
    authorization: `Bearer ${credential.bearer}`,
    ...present("chatgpt-account-id", credential.accountId),
    ...present("x-openai-fedramp", credential.fedramp ? "true" : undefined),
    originator,
    "user-agent": userAgent,
  });
  const base = (credential: Credential) => planBase(chatgptBaseUrl, credential.backendOrigin);
  return {
    provider: "openai-auth",
    onPlan: true,
    refusedSettings: settingsRefusedOnPlan,
    isGateway: () => false,
    responsesUrl: (credential) => base(credential) + planResponsesPath,
    modelsUrl: (credential) =>
      `${base(credential)}${planModelsPath}?client_version=${encodeURIComponent(clientVersion)}`,
    usageUrl: (credential) => {
      const url = base(credential);
      return url + (url.endsWith("/backend-api") ? usagePath : usagePathElsewhere);
    },
    // The client has one session for what it asks with one cache key.
    responsesHeaders: (credential, { cacheKey }) => ({
      version: clientVersion,
      ...present("x-openai-account-routing-override", credential.routingOverride),
      "x-client-request-id": cacheKey,
      "session-id": cacheKey,
      "thread-id": cacheKey,
      accept: "text/event-stream",
      "content-type": "application/json",
      ...identity(credential),
    }),
    search: {
      url: (credential) => base(credential) + planSearchPath,
      headers: (credential) => ({
        version: clientVersion,
        ...present("x-openai-account-routing-override", credential.routingOverride),
        "content-type": "application/json",
        ...identity(credential),
        accept: "*/*",
      }),
    },
    modelsHeaders: (credential) => ({
      version: clientVersion,
      ...present("x-openai-account-routing-override", credential.routingOverride),
      accept: "application/json",
      ...identity(credential),
    }),
    imagesUrl: (credential, way) => `${base(credential)}${planImagesPath}/${way}`,
    imagesHeaders: (credential, turnId) => {
      const { originator, "user-agent": agent, ...caller } = identity(credential);
      return {
        version: clientVersion,
        ...present("x-openai-account-routing-override", credential.routingOverride),
        "x-codex-image-turn-id": turnId,
        ...caller,
        "content-type": "application/json",
        originator,
        "user-agent": agent,
        accept: "*/*",
      };
    },
  };
}

/** The platform API. */
export function keyBackend({ baseUrl: standard }: Pick<KeySettings, "baseUrl">): ImagesBackend {
  const identity = (credential: Credential) => ({
    ...present("openai-organization", credential.organization),
    ...present("openai-project", credential.project),
    authorization: `Bearer ${credential.bearer}`,
    "user-agent": PATCHBAY_AGENT,
  });
  return {
    provider: "openai",
    onPlan: false,
    refusedSettings: {},
    isGateway: ({ baseUrl = standard }) => openaiOrigin(new URL(baseUrl).origin) === undefined,
    responsesUrl: ({ baseUrl = standard }) => withoutEndpoint(baseUrl) + keyResponsesPath,
    modelsUrl: ({ baseUrl = standard }) => withoutEndpoint(baseUrl) + keyModelsPath,
    responsesHeaders: (credential, { requestId }) => ({
      "x-client-request-id": requestId,
      accept: "text/event-stream",
      "content-type": "application/json",
      ...identity(credential),
    }),
    modelsHeaders: (credential) => ({ accept: "application/json", ...identity(credential) }),
    imagesUrl: ({ baseUrl = standard }, way) => `${withoutEndpoint(baseUrl)}${keyImagesPath}/${way}`,
    imagesHeaders: (credential, callId) => ({
      "x-client-request-id": callId,
      accept: "application/json",
      ...identity(credential),
    }),
  };
}

/**
 * A residency workspace has its own origin; a plan token goes there only if it is OpenAI's.
 * @throws AppError `upstream_rejected`
 */
function planBase(baseUrl: string, origin: string | undefined): string {
  if (origin === undefined) return baseUrl;
  const ours = openaiOrigin(origin);
  if (ours === undefined) {
    throw new AppError(
      "upstream_rejected",
      "The workspace of this account names a backend outside chatgpt.com and openai.com, so nothing was sent. Ask the workspace's administrator.",
    );
  }
  return ours + new URL(baseUrl).pathname.replace(/\/+$/, "");
}

function present(name: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === "" ? {} : { [name]: value };
}
