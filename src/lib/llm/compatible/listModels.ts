import { withoutEndpoint } from "@/lib/llm/baseUrl";
import { type Refusal, upstreamError } from "@/lib/llm/failure";
import { toHttpFailure } from "@/lib/llm/openaiResponses/errors";
import { type ListedModels, toListedModels } from "@/lib/llm/provider";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps } from "@/lib/llm/wire";
import type { CredentialSource, ServerFacts } from "@/types/credential";
import { headersOf } from "./address";
import { discover } from "./discovery";
import { isMissingPath } from "./failures";
import { parseServerModels, tellsSkills } from "./models";

/** The models of a server, with what they can do as far as it is found out. @throws AppError upstream codes */
export async function listServerModels(
  server: ServerFacts,
  credentials: CredentialSource,
  deps: UpstreamDeps,
  signal: AbortSignal,
): Promise<ListedModels> {
  const base = withoutEndpoint(server.baseUrl);
  const get = (url: string) => getList(url, server.name, credentials, deps, signal);
  const { body, headers } = await get(`${base}/models`).catch(async (error: unknown) => {
    if (!isMissingPath(error) || /\/v\d+$/.test(base)) throw error;
    // The commonest slip: the address of the server without the version of its API.
    await get(`${base}/v1/models`).catch(() => {
      throw error;
    });
    const sentence = `There is nothing at ${base}/models, but ${base}/v1 answers. Put /v1 at the end of the base URL.`;
    throw upstreamError("upstream_rejected", { upstream: server.name, model: "" }, { sentence, action: "add_key" });
  });
  const credential = await credentials.get();
  const found = tellsSkills(body)
    ? new Map()
    : await discover(credentials.fetch ?? deps.fetch, { ...credential, baseUrl: base }, signal);
  const models = parseServerModels(body, found, server);
  return toListedModels(models, headers) ?? { models: [] };
}

function getList(
  url: string,
  upstream: string,
  credentials: CredentialSource,
  deps: UpstreamDeps,
  signal: AbortSignal,
): Promise<{ body: unknown; headers: Headers }> {
  const asked = { upstream, model: "" };
  return getFromUpstream({
    url: () => url,
    headers: (credential) => ({ accept: "application/json", ...headersOf(credential) }),
    parse: (body, headers) => (typeof body === "object" && body !== null ? { body, headers } : undefined),
    toFailure: (refusal: Refusal, nowMs) => toHttpFailure(refusal, { ...asked, onPlan: false }, nowMs),
    asked,
    credentials,
    deps,
    signal,
  });
}
