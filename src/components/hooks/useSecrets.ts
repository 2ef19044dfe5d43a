import useSWR, { mutate } from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import { type PutSecret, type SecretView, secretsAnswerSchema, secretViewSchema } from "@/types/secrets";
import { SECRETS_KEY } from "./keys";

/** Secrets that requests can name, without their values; undefined until the first answer. */
export function useSecrets(): { secrets: SecretView[] | undefined; error: unknown } {
  const { data, error } = useSWR(SECRETS_KEY, () => requestJson(secretsAnswerSchema, SECRETS_KEY), {
    shouldRetryOnError: false,
  });
  return { secrets: data?.secrets, error };
}

/** In the place of one that is called so. @throws AppError `invalid_request` */
export async function putSecret(name: string, secret: PutSecret): Promise<void> {
  await requestJson(secretViewSchema, `${SECRETS_KEY}/${encodeURIComponent(name)}`, { method: "PUT", body: secret });
  await mutate(SECRETS_KEY);
}

/** @throws AppError `not_found` */
export async function removeSecret(name: string): Promise<void> {
  await requestJson(z.unknown(), `${SECRETS_KEY}/${encodeURIComponent(name)}`, { method: "DELETE", body: {} });
  await mutate(SECRETS_KEY);
}
