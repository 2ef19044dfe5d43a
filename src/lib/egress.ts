import { type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from "undici";
import type { Config } from "./config";

/** The ways out of this server: the usual one, and those of accounts with a proxy of their own. */
export interface Egress {
  /** Goes through `HTTPS_PROXY`, if that is set, where `NO_PROXY` does not name the host. */
  fetch: typeof fetch;
  /** Goes through this proxy whatever the host; the usual way when there is none. */
  fetchThrough(proxyUrl: string | null): typeof fetch;
}

/** Node's own `fetch` does the work, so that its answers are the classes every library knows. */
export function createEgress({ url, noProxy }: Config["proxy"], fetch: typeof globalThis.fetch): Egress {
  const proxied = new Map<string, typeof fetch>();
  const through =
    (dispatcher: Dispatcher): typeof fetch =>
    (input, init) =>
      fetch(input, { ...init, dispatcher } as RequestInit);
  // An empty `httpProxy` keeps plain http, which is for this computer only, direct.
  const usual = url === undefined ? fetch : through(new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: url, noProxy }));

  return {
    fetch: usual,
    fetchThrough(proxyUrl) {
      if (proxyUrl === null) return usual;
      // Kept: its connections are reused, and there are few accounts.
      const known = proxied.get(proxyUrl) ?? through(new ProxyAgent({ uri: proxyUrl, proxyTunnel: true }));
      proxied.set(proxyUrl, known);
      return known;
    },
  };
}
