import { z } from "zod";
import { toNetworkFailure, toUpstreamFailure, type UpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { REQUEST_TIMEOUT_MS } from "@/lib/auth/issuer/issuerRequest";
import type { ApiKeyOutcome } from "@/lib/auth/signIn/signInFlow";
import { requestTokens } from "./codeExchange";
import type { CodexContext } from "./codexProtocol";

const answerSchema = z.object({ access_token: z.string().regex(/^sk-[\w-]+$/) });

/** The platform organization and project to name with the key, where the sign-in says them. */
export interface Billing {
  organizationId: string | null;
  projectId: string | null;
}

/**
 * Trades an id token for an API key of its workspace (RFC 8693) and tries the key with one cheap
 * call. Never throws for a failure of the other side: the plan pays then.
 */
export async function obtainApiKey(context: CodexContext, idToken: string, billing: Billing): Promise<ApiKeyOutcome> {
  try {
    const response = await exchange(context, idToken);
    if (!response.ok) return { reason: toReason("gave no API key", await toUpstreamFailure(response, Date.now())) };
    const parsed = answerSchema.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) return { reason: "OpenAI's answer held no API key." };
    const key = parsed.data.access_token;
    const check = await tryKey(context, key, billing);
    await check.body?.cancel();
    if (check.ok) return { key };
    return { reason: `The API key that OpenAI gave for this workspace does not work (${check.status}).` };
  } catch (error) {
    return { reason: toReason("could not be asked for an API key", toNetworkFailure(error)) };
  }
}

/** The body's fields in the order of the client the server knows. */
function exchange(context: CodexContext, idToken: string): Promise<Response> {
  return requestTokens(context, "urn:ietf:params:oauth:grant-type:token-exchange", [
    ["requested_token", "openai-api-key"],
    ["subject_token", idToken],
    ["subject_token_type", "urn:ietf:params:oauth:token-type:id_token"],
  ]);
}

function tryKey({ settings, fetch }: CodexContext, key: string, billing: Billing): Promise<Response> {
  return fetch(`${settings.platformBaseUrl}/models`, {
    redirect: "manual",
    headers: {
      authorization: `Bearer ${key}`,
      ...(billing.organizationId === null ? {} : { "openai-organization": billing.organizationId }),
      ...(billing.projectId === null ? {} : { "openai-project": billing.projectId }),
    },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
}

function toReason(what: string, { words, code }: UpstreamFailure): string {
  return `OpenAI ${what} for this workspace (${words ?? code}).`;
}
