import type { Config } from "@/lib/config";
import type { Egress } from "@/lib/egress";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import type { SendRequest } from "@/lib/nodes/requestPort";
import { createGuardedFetch } from "./guardedFetch";
import type { SecretStore } from "./secretStore";
import { createRequestCheck, createSendRequest } from "./sendRequest";

export interface RequestsParts {
  config: Pick<Config, "proxy" | "database" | "requestOrigins" | "port">;
  egress: Pick<Egress, "fetch">;
  secrets: SecretStore;
  assets: Pick<NodeAssets, "keep">;
}

export interface Requests {
  request: SendRequest;
  /** Of a rehearsal. */
  checkRequest: ReturnType<typeof createRequestCheck>;
}

/** How nodes of this installation ask other servers. */
export function createRequests({ config, egress, secrets, assets }: RequestsParts): Requests {
  const allowed = new Set(config.requestOrigins);
  const rules = { mayReachHere: config.database === undefined, allowed, ownPort: config.port };
  const request = createSendRequest({
    // A proxy finds names itself, in a network of its own.
    fetch: config.proxy.url === undefined ? createGuardedFetch({ allowed }) : egress.fetch,
    secrets,
    assets,
    rules,
  });
  return { request, checkRequest: createRequestCheck({ secrets, rules }) };
}
