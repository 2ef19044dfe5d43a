import { isLoopbackHost } from "@/types/outboundUrl";

/**
 * Whether a request comes from this computer, and not for somebody else through a proxy on it: by the address of its
 * connection, by the name that it asks for, and by what proxies add. Next adds the same where nobody has, with what the
 * connection says.
 */
export function isNeighbour(address: string, headers: Headers): boolean {
  const host = headers.get("host");
  const isHere = isLoopbackHost(address) || address === "::ffff:127.0.0.1";
  const { hostname } = URL.parse(`http://${host}`) ?? { hostname: "" };
  const isPassedOn =
    headers.has("forwarded") ||
    headers.has("via") ||
    differs(headers.get("x-forwarded-for"), address) ||
    differs(headers.get("x-real-ip"), address) ||
    differs(headers.get("x-forwarded-host"), host);
  return isHere && isLoopbackHost(hostname) && !isPassedOn;
}

function differs(told: string | null, known: string | null): boolean {
  return told !== null && told !== known;
}
