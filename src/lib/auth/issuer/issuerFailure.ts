import { z } from "zod";
import { causesOf } from "@/lib/errorCauses";
import { parseRetryAfter } from "@/lib/retryAfter";
import { redactWords } from "@/lib/security/redact";

/** What is known about a request to the issuer that brought nothing usable. */
export interface UpstreamFailure {
  /** HTTP status; absent when no whole answer came. */
  status?: number;
  /** Upstream's own code, or the network's (`ECONNREFUSED`), lower case. */
  code: string;
  /** Upstream's own words, shortened, without anything that looks like a token. */
  words?: string;
  /** From `Retry-After`. */
  retryAfterMs?: number;
  /** A web page came back instead of an answer: a challenge or a proxy stands between. */
  isPage: boolean;
}

// OpenAI answers in three shapes: its own, that of RFC 6749, and a bare `detail`.
const errorBodySchema = z.object({
  error: z
    .union([z.string(), z.object({ code: z.string().nullish(), message: z.string().nullish() })])
    .nullish()
    .catch(undefined),
  error_description: z.string().nullish().catch(undefined),
  /** The exact reason beside a general `error`. */
  error_reason: z.string().nullish().catch(undefined),
  code: z.string().nullish().catch(undefined),
  detail: z.string().nullish().catch(undefined),
});

/** Codes are compared in lower case: `error.code`, else `error`, else `code`. */
export async function toUpstreamFailure(response: Response, now: number): Promise<UpstreamFailure> {
  const text = await response.text().catch(() => "");
  const body = parseErrorBody(text);
  const nested = typeof body.error === "object" ? body.error : undefined;
  const named = typeof body.error === "string" ? body.error : undefined;
  const code = nested?.code ?? body.error_reason ?? named ?? body.code;
  const words = body.error_description ?? nested?.message ?? named ?? body.detail;
  return {
    status: response.status,
    code: code?.toLowerCase() ?? `http_${response.status}`,
    words: words === undefined || words === null ? undefined : redactWords(words),
    retryAfterMs: parseRetryAfter(response.headers, now),
    isPage: isPage(response, text),
  };
}

/** The failure of a `fetch` that threw: nothing was answered. */
export function toNetworkFailure(error: unknown): UpstreamFailure {
  return { code: networkCode(error).toLowerCase(), isPage: false };
}

function parseErrorBody(text: string): z.infer<typeof errorBodySchema> {
  try {
    return errorBodySchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function isPage(response: Response, text: string): boolean {
  return (response.headers.get("content-type") ?? "").includes("text/html") || /^\s*<(!doctype|html)/i.test(text);
}

/** Node's fetch hides the reason in a cause. */
function networkCode(error: unknown): string {
  for (const cause of causesOf(error)) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    if (cause.name === "TimeoutError") return "timeout";
  }
  return "network";
}
