import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import type { KeyProviderId } from "@/types/providerTable";
import type { Sharing } from "@/types/sharing";
import { KEYS_KEY, SERVERS_KEY } from "./keys";
import { refreshConnections } from "./useAuthStatus";

/** A key or a server of the workspace. */
export type Shared = { key: KeyProviderId } | { server: string };

/** @throws AppError */
export async function changeSharing(what: Shared, sharing: Sharing): Promise<void> {
  const path = "key" in what ? `${KEYS_KEY}/${what.key}` : `${SERVERS_KEY}/${what.server}/sharing`;
  await requestJson(z.unknown(), path, { method: "PATCH", body: sharing });
  await refreshConnections();
}
