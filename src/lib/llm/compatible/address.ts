import { PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential } from "@/types/credential";

/** People paste the address of a whole endpoint. */
export function baseOf(baseUrl: string): string {
  return baseUrl.replace(/\/(responses|chat\/completions|models)$/, "");
}

/** Where a server has what is its own, beside the paths of OpenAI. */
export function rootOf(baseUrl: string): string {
  return baseOf(baseUrl).replace(/\/(api\/)?v\d+$/, "");
}

/** A key is sent only if there is one: some servers refuse any. */
export function headersOf({ bearer, headers }: Credential): Record<string, string> {
  return {
    ...(bearer === "" ? {} : { authorization: `Bearer ${bearer}` }),
    "user-agent": PATCHBAY_AGENT,
    ...headers,
  };
}
