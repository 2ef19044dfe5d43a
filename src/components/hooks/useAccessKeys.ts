import useSWR, { mutate } from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import {
  type AccessKeyView,
  accessKeysAnswerSchema,
  type CreateAccessKey,
  type CreatedAccessKey,
  createdAccessKeySchema,
} from "@/types/access";
import { ACCESS_KEYS_KEY } from "./keys";

/** One's own keys for other programs, where people have names an admin's list has everybody's; undefined until the first answer. */
export function useAccessKeys(): { keys: AccessKeyView[] | undefined; error: unknown } {
  const { data, error } = useSWR(ACCESS_KEYS_KEY, () => requestJson(accessKeysAnswerSchema, ACCESS_KEYS_KEY), {
    shouldRetryOnError: false,
  });
  return { keys: data?.keys, error };
}

/** With the key itself, which is told this once. @throws AppError `invalid_request` */
export async function createAccessKey(wanted: CreateAccessKey): Promise<CreatedAccessKey> {
  const made = await requestJson(createdAccessKeySchema, ACCESS_KEYS_KEY, { method: "POST", body: wanted });
  await mutate(ACCESS_KEYS_KEY);
  return made;
}

/** @throws AppError `not_found` */
export async function revokeAccessKey(id: string): Promise<void> {
  await requestJson(z.unknown(), `${ACCESS_KEYS_KEY}/${encodeURIComponent(id)}`, { method: "DELETE", body: {} });
  await mutate(ACCESS_KEYS_KEY);
}
