import { withoutEndpoint } from "@/lib/llm/baseUrl";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential } from "@/types/credential";

/** Where a server has what is its own, beside the paths of OpenAI. */
export function rootOf(baseUrl: string): string {
  return withoutEndpoint(baseUrl).replace(/\/(api\/)?v\d+$/, "");
}

/** A key is sent only if there is one: some servers refuse any. */
export function headersOf({ bearer, headers }: Credential): Record<string, string> {
  return {
    ...(bearer === "" ? {} : { authorization: `Bearer ${bearer}` }),
    "user-agent": PATCHBAY_AGENT,
    ...headers,
  };
}
