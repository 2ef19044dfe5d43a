import useSWRImmutable from "swr/immutable";
import { requestJson } from "@/store/apiClient";
import { startDeviceAnswerSchema } from "@/types/accounts";
import { startSignInAnswerSchema } from "@/types/api";
import type { AccountRoute, AccountView } from "@/types/providers";

interface StartRequest {
  account: AccountView | undefined;
  attempt: string | undefined;
  /** Each try is a key of its own: what is rendered twice shares it, a new try never gets an old answer. */
  nth: number;
  another?: boolean;
}

/** Begins a way through the browser, once for each try. */
export function useStart(route: AccountRoute, isOn: boolean, { account, attempt, nth, another }: StartRequest) {
  const query = new URLSearchParams({
    route,
    ...(account === undefined ? {} : { account: account.id }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(another ? { another: "1" } : {}),
    ...(account?.planUse === false ? { consent: "1" } : {}),
  });
  return useSWRImmutable(
    isOn ? ["sign-in", route, account?.id, another, nth] : null,
    () => requestJson(startSignInAnswerSchema, `/api/auth/openai/start?${query}`),
    { shouldRetryOnError: false },
  );
}

/** Asks for a device code, once for each try. */
export function useDevice(isOn: boolean, { account, attempt, nth }: StartRequest) {
  const body = {
    ...(account === undefined ? {} : { account: account.id }),
    ...(attempt === undefined ? {} : { attempt }),
  };
  return useSWRImmutable(
    isOn ? ["sign-in", "device", account?.id, nth] : null,
    () => requestJson(startDeviceAnswerSchema, "/api/auth/openai/device", { method: "POST", body }),
    { shouldRetryOnError: false },
  );
}
