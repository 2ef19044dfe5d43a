import { isLoopbackHost } from "@/types/outboundUrl";

/** What a proxy adds when it passes on what somebody else has asked. */
const forwardingHeaders = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * Whether a request comes from this computer, and not through a proxy on it: by the address of its connection, by the
 * name that it asks for, and by what proxies add.
 */
export function isNeighbour(address: string, headers: Headers): boolean {
  const isHere = isLoopbackHost(address) || address === "::ffff:127.0.0.1";
  const { hostname } = URL.parse(`http://${headers.get("host")}`) ?? { hostname: "" };
  return isHere && isLoopbackHost(hostname) && !forwardingHeaders.some((name) => headers.has(name));
}
