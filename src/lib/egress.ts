import { type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from "undici";
import type { Config } from "./config";
import { goesThrough } from "./directRequest";

/** The ways out of this server: the usual one, and those of accounts with a proxy of their own. */
export interface Egress {
  /** Goes through `HTTPS_PROXY`, if that is set, where `NO_PROXY` does not name the host. */
  fetch: typeof fetch;
  /** Goes through this proxy whatever the host; the usual way when there is none. */
  fetchThrough(proxyUrl: string | null): typeof fetch;
}

/** An agent that is let go closes its idle connections by itself; a call under way on it goes on. */
const MAX_PROXIES = 20;

/** Node's own `fetch` does the work, so that its answers are the classes every library knows. */
export function createEgress({ url, noProxy }: Config["proxy"], fetch: typeof globalThis.fetch): Egress {
  const proxied = new Map<string, typeof fetch>();
  // What stands in for Node's own goes where it wants.
  const known: typeof goesThrough = (way, dispatcher) =>
    fetch === globalThis.fetch ? goesThrough(way, dispatcher) : way;
  const through = (dispatcher: Dispatcher): typeof fetch =>
    known((input, init) => fetch(input, { ...init, dispatcher } as RequestInit), dispatcher);
  // An empty `httpProxy` keeps plain http, which is for this computer only, direct.
  const usual =
    url === undefined
      ? known((input, init) => fetch(input, init))
      : through(new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: url, noProxy, clientFactory: toProxy }));

  return {
    fetch: usual,
    fetchThrough(proxyUrl) {
      if (proxyUrl === null) return usual;
      // Kept, so that its connections are reused, while it is among the latest: addresses and accounts come and go.
      const way =
        proxied.get(proxyUrl) ?? through(new ProxyAgent({ uri: proxyUrl, proxyTunnel: true, clientFactory: toProxy }));
      proxied.delete(proxyUrl);
      proxied.set(proxyUrl, way);
      const [oldest] = proxied.keys();
      if (proxied.size > MAX_PROXIES && oldest !== undefined) proxied.delete(oldest);
      return way;
    },
  };
}

/**
 * Connections to a proxy. One that hangs up instead of answering is an error of its own: undici takes that of its
 * socket for one of the upstream's, and connects again without end.
 */
function toProxy(origin: URL, options: object): Pool {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool) as (to: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;
  const connectOnce = (to: Dispatcher.ConnectOptions) =>
    connect(to).catch((cause: unknown) => {
      const isHungUp = cause instanceof Error && "code" in cause && cause.code === "UND_ERR_SOCKET";
      throw isHungUp ? new Error("Proxy response (none)", { cause: cause.message }) : cause;
    });
  pool.connect = connectOnce as Pool["connect"]; // its only caller gives no callback
  return pool;
}
