import { BlockList, isIP } from "node:net";

/** Whether an address is that of a proxy of ours. */
export type IsProxy = (address: string) => boolean;

/** Of addresses and networks, such as `10.0.0.0/8`. */
export function createIsProxy(places: readonly string[]): IsProxy {
  const proxies = new BlockList();
  for (const place of places) {
    const [address = "", bits] = place.split("/");
    if (bits === undefined) proxies.addAddress(address, familyOf(address));
    else proxies.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => isIP(address) !== 0 && proxies.check(address, familyOf(address));
}

/** An address, or a network with the length of its prefix. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/**
 * Who asks: the other end of the connection, or whom a proxy of ours says to have stood there (`X-Forwarded-For`, from
 * its end on: what stands before somebody who is no proxy of ours, anybody may have written).
 */
export function callerAddress(headers: Headers, isProxy: IsProxy): string {
  // Our own server writes it over whatever was sent; without that server all callers count as one.
  let address = plain(headers.get("x-patchbay-address") ?? "");
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => plain(hop.trim()));
  for (const hop of hops.toReversed()) {
    if (!isProxy(address) || isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

/** An IPv4 address as it comes to a socket of both families. */
function plain(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}
