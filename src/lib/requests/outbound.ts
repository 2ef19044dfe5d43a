import { BlockList, isIP } from "node:net";
import { AppError } from "@/types/errors";
import { isLoopbackHost, isMetadataHost, isPrivateHost } from "@/types/outboundUrl";

/** Where requests of workflows may go beside the public internet over https. */
export interface OutboundRules {
  /** Whether http and https to this computer may be asked: not where it is a server that people share. */
  mayReachHere: boolean;
  /** Origins that whoever runs Patchbay allows, whatever else holds. */
  allowed: ReadonlySet<string>;
  /** Patchbay's own port, which a workflow does not reach around its doors. */
  ownPort: number;
}

/** Networks that are nobody's server on the internet (RFC 6890). */
const inner = new BlockList();
for (const [network, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ] as const),
]) {
  inner.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
  ["64:ff9b::", 96],
  // Ways to addresses of IPv4, whichever they are.
  ["2002::", 16],
  ["2001::", 32],
] as const) {
  inner.addSubnet(network, bits, "ipv6");
}

/** Whether an address that a name leads to is one of an inner network. */
export function isInnerAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  return family === 0 || inner.check(plain, family === 4 ? "ipv4" : "ipv6");
}

/** @throws AppError `invalid_request` for what is no address, `egress_blocked` for one that is not asked */
export function requireOutbound(url: URL, { mayReachHere, allowed, ownPort }: OutboundRules): void {
  const { protocol, hostname, username, password, origin } = url;
  if (protocol !== "https:" && protocol !== "http:") {
    throw new AppError("invalid_request", "A request goes to an address that begins with https://.");
  }
  if (username !== "" || password !== "") {
    const message = "An address with a name or a password in it is not asked. Put them into a header, as a secret.";
    throw new AppError("invalid_request", message);
  }
  if (isMetadataHost(hostname)) throw blocked(origin, "it is an address of the machine itself");
  if (allowed.has(origin)) return;
  if (isLoopbackHost(hostname)) {
    if (!mayReachHere) throw blocked(origin, "it is the server that Patchbay runs on");
    if (portOf(url) === ownPort) throw blocked(origin, "it is Patchbay itself");
    return;
  }
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (isPrivateHost(hostname) || (isIP(literal) !== 0 && isInnerAddress(literal))) {
    throw blocked(origin, "it is in a private network");
  }
  if (protocol === "http:") throw blocked(origin, "it is not encrypted (https)");
}

export function blocked(origin: string, why: string): AppError {
  const message = `Requests do not go to ${origin}: ${why}. Whoever runs Patchbay can allow it: PATCHBAY_REQUEST_ORIGINS=${origin}`;
  return new AppError("egress_blocked", message, { origin });
}

function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
