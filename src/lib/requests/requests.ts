import type { Config } from "@/lib/config";
import type { Egress } from "@/lib/egress";
import type { SendRequest } from "@/lib/nodes/requestPort";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import type { AssetStore } from "@/lib/storage/ports";
import { createGuardedFetch } from "./guardedFetch";
import type { SecretStore } from "./secretStore";
import { createSendRequest } from "./sendRequest";

export interface RequestsParts {
  config: Pick<Config, "proxy" | "database" | "requestOrigins" | "port">;
  egress: Pick<Egress, "fetch">;
  secrets: SecretStore;
  assets: AssetStore;
}

/** How nodes of this installation ask other servers. */
export function createRequests({ config, egress, secrets, assets }: RequestsParts): SendRequest {
  const allowed = new Set(config.requestOrigins);
  return createSendRequest({
    // A proxy finds names itself, in a network of its own.
    fetch: config.proxy.url === undefined ? createGuardedFetch({ allowed }) : egress.fetch,
    secrets,
    assets: createNodeAssets(assets),
    rules: { mayReachHere: config.database === undefined, allowed, ownPort: config.port },
  });
}
