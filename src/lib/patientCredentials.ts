import type { CredentialsFor } from "@/lib/llm/catalogue";
import { type Patience, untilDone } from "@/lib/storage/untilDone";

/** Credentials as runs at work need them: they wait for a store that is away, from the first look to a renewed token. */
export function createPatientCredentials(credentialsFor: CredentialsFor, patience: Patience): CredentialsFor {
  return async (provider, account, signal) => {
    const how = { ...patience, signal };
    const source = await untilDone(() => credentialsFor(provider, account), how);
    const { spend } = source;
    return {
      ...source,
      spend: spend && (() => untilDone(spend, how)),
      get: () => untilDone(source.get, how),
      refused: (status) => untilDone(() => source.refused(status), how),
    };
  };
}
