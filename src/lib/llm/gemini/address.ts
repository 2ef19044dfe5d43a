import { PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential } from "@/types/credential";
import { keyHeader, projectHeader } from "./constants";

/** Both the server and the root of its API are called a base URL. */
export function rootOf(baseUrl: string): string {
  return baseUrl.replace(/\/v1(beta|alpha)?(\/models)?$/, "");
}

export function authorizationOf({ bearer, isAccessToken, project }: Credential): Record<string, string> {
  const agent = { "user-agent": PATCHBAY_AGENT };
  if (!isAccessToken) return { [keyHeader]: bearer, ...agent };
  return {
    authorization: `Bearer ${bearer}`,
    ...(project === undefined ? {} : { [projectHeader]: project }),
    ...agent,
  };
}
