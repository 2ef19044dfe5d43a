import type { Services } from "@/lib/services";
import { providerNames } from "@/types/providerTable";

/** Something that could pay for calls, by its id as a payer. */
export interface NamedPayer {
  id: string;
  name: string;
}

/** Accounts, keys of providers and servers that are there. @throws AppError `storage_failed` */
export async function payersOf({ auth }: Services): Promise<NamedPayer[]> {
  const [openai, google, keys, servers] = await Promise.all([
    auth.status(),
    auth.google.status(),
    auth.keys.list(),
    auth.servers.list(),
  ]);
  return [
    ...[...openai.accounts, ...google.accounts, ...servers].map(({ id, name }) => ({ id, name })),
    ...keys.flatMap(({ provider, source }) => (source === null ? [] : { id: provider, name: providerNames[provider] })),
  ];
}
