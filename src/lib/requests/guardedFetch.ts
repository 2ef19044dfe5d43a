import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent } from "undici";
import { isLoopbackHost } from "@/types/outboundUrl";
import { blocked, isInnerAddress, type OutboundRules } from "./outbound";

/**
 * `fetch` whose connections do not follow a name into an inner network: it is checked as the connection is made, so that
 * a name cannot lead elsewhere in between. Names that are allowed, or are those of this computer, lead where they lead.
 */
export function createGuardedFetch(
  { allowed }: Pick<OutboundRules, "allowed">,
  lookup: LookupFunction = systemLookup as LookupFunction,
): typeof fetch {
  const allowedHosts = new Set(Array.from(allowed, (origin) => new URL(origin).hostname));
  const guarded: LookupFunction = (hostname, options, done) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = typeof found === "string" ? [found] : (found ?? []).map(({ address }) => address);
      const isInner = addresses.some(isInnerAddress) && !isLoopbackHost(hostname) && !allowedHosts.has(hostname);
      if (error === null && isInner) done(blocked(hostname, "its name leads into a private network"), "", 0);
      else done(error, found, family);
    });
  };
  const dispatcher = new Agent({ connect: { lookup: guarded } });
  return (input, init) => fetch(input, { ...init, dispatcher } as RequestInit);
}
