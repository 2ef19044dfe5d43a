import useSWR from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import { keysAnswerSchema, type PutKey } from "@/types/api";
import type { KeyView } from "@/types/providers";
import type { KeyProviderId } from "@/types/providerTable";
import { KEYS_KEY } from "./keys";
import { refreshConnections } from "./useAuthStatus";

/** Which API keys the server has. `save` and `remove` throw AppError. */
export function useKeys(): {
  keys: KeyView[] | undefined;
  error: unknown;
  save: (provider: KeyProviderId, entered: PutKey) => Promise<void>;
  remove: (provider: KeyProviderId) => Promise<void>;
} {
  const { data, error } = useSWR(KEYS_KEY, () => requestJson(keysAnswerSchema, KEYS_KEY), { revalidateIfStale: false });
  return { keys: data?.keys, error, save: saveKey, remove: removeKey };
}

async function saveKey(provider: KeyProviderId, entered: PutKey): Promise<void> {
  await requestJson(z.unknown(), `${KEYS_KEY}/${provider}`, { method: "PUT", body: entered });
  await refreshConnections();
}

async function removeKey(provider: KeyProviderId): Promise<void> {
  await requestJson(z.unknown(), `${KEYS_KEY}/${provider}`, { method: "DELETE", body: {} });
  await refreshConnections();
}
