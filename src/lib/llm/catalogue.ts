import type { Log } from "@/lib/log";
import type { CredentialSource } from "@/types/credential";
import { isAppError } from "@/types/errors";
import { accountOf, type ImageModel, type Model, type ModelList } from "@/types/providers";
import { type ProviderId, providerNames } from "@/types/providerTable";
import { withReasons } from "./modelReasons";
import { type Provider, refusedSettingsOf } from "./provider";
import { providerKinds } from "./providerKinds";

/**
 * Finds the credential of an account, or of the default account or key. Who waits for a store that is away leaves with
 * the signal. @throws AppError `auth_required`, …
 */
export type CredentialsFor = (
  provider: ProviderId,
  account?: string,
  signal?: AbortSignal,
) => Promise<CredentialSource>;

export interface Catalogue {
  /**
   * The models of one account or key, of `found` where it is known already who pays. Never fails over an upstream: then
   * the list is an older or the bundled one.
   */
  list(provider: ProviderId, account?: string, found?: CredentialSource): Promise<ModelList>;
  /** Fetches again, behind what is shown, if the upstream now names another version of its list. */
  noteEtag(credentials: CredentialSource, etag: string): void;
  /** Fetches again, behind what is shown: the list was found wrong. */
  refetch(credentials: CredentialSource): void;
  /** Forgets what is known of an account or key (its payer id), or of a whole provider. */
  invalidate(provider: ProviderId, account?: string): void;
}

/** The models of who would pay. @throws AppError why nobody can */
export type ListModels = (provider: ProviderId, account?: string) => Promise<ModelList>;

export interface CatalogueDeps {
  providers: Record<ProviderId, Provider>;
  credentialsFor: CredentialsFor;
  /** Milliseconds since 1970. */
  now(): number;
  log: Pick<Log, "warn" | "error">;
  /** Milliseconds a list counts as fresh. Default 5 minutes. */
  ttlMs?: number;
  /** Milliseconds before a failed fetch is tried again. Default 30 s. */
  failurePauseMs?: number;
  /** Milliseconds a fetch may take. Default 10 s. */
  timeoutMs?: number;
}

interface Entry {
  models?: Model[];
  imageModels?: ImageModel[];
  /** The version of the list, as it came with it. */
  etag?: string;
  /** The version that a call told last; should the two never agree, one fetch each is enough. */
  toldEtag?: string;
  fetchedAtMs: number;
  failedAtMs: number;
  /** Why the last fetch failed, in words. */
  problem?: string;
  /** Shared by everyone who asks meanwhile; true when it brought a list. */
  inFlight?: Promise<boolean>;
}

/** Live model lists per account or key, kept in memory. A list is all live or all bundled, never a mix. */
export function createCatalogue({
  providers,
  credentialsFor,
  now,
  log,
  ttlMs = 5 * 60_000,
  failurePauseMs = 30_000,
  timeoutMs = 10_000,
}: CatalogueDeps): Catalogue {
  const entries = new Map<string, Entry>();

  function entryOf(key: string): Entry {
    const known = entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = { fetchedAtMs: Number.NEGATIVE_INFINITY, failedAtMs: Number.NEGATIVE_INFINITY };
    entries.set(key, entry);
    return entry;
  }

  async function fetchInto(entry: Entry, provider: ProviderId, credentials: CredentialSource): Promise<boolean> {
    try {
      const { listModels } = providers[provider];
      const refusedSettings = refusedSettingsOf(providers[provider], credentials);
      const { models, imageModels, etag } = await listModels(credentials, AbortSignal.timeout(timeoutMs));
      entry.models = models.map((model) => withReasons(model, refusedSettings));
      entry.imageModels = imageModels;
      entry.etag = etag;
      entry.fetchedAtMs = now();
      entry.problem = undefined;
      return true;
    } catch (error) {
      // A list has something to fall back on, and shows the reason beside it.
      entry.failedAtMs = now();
      entry.problem = tell(error, provider);
      return false;
    } finally {
      entry.inFlight = undefined;
    }
  }

  function tell(error: unknown, provider: ProviderId): string {
    if (isAppError(error) || (error instanceof Error && error.name === "TimeoutError")) {
      log.warn("A list of models could not be fetched.", { provider, reason: error.message });
      return isAppError(error) ? error.message : `${providerNames[provider]} took too long to answer.`;
    }
    log.error("Fetching a list of models met a bug.", error, { provider });
    return "Something went wrong inside Patchbay; the log has the details.";
  }

  function refetch(credentials: CredentialSource): void {
    const { provider, id } = credentials.payer;
    const entry = entryOf(keyOf(provider, id));
    if (now() - entry.failedAtMs >= failurePauseMs) entry.inFlight ??= fetchInto(entry, provider, credentials);
  }

  async function list(provider: ProviderId, account?: string, found?: CredentialSource): Promise<ModelList> {
    const credentials = found ?? (await findCredentials(provider, account));
    const listed = await listModelsOf(provider, account, credentials);
    const known = credentials && entries.get(keyOf(provider, credentials.payer.id))?.imageModels;
    return { ...listed, ...imagesOffered(providers[provider], provider, credentials, known) };
  }

  async function listModelsOf(
    provider: ProviderId,
    account: string | undefined,
    credentials: CredentialSource | undefined,
  ): Promise<ModelList> {
    if (credentials === undefined) return bundled(providers[provider].refusedSettings, provider, account, now());
    const { payer } = credentials;
    const entry = entryOf(keyOf(provider, payer.id));
    const isFresh = now() - entry.fetchedAtMs < ttlMs;
    const isPaused = now() - entry.failedAtMs < failurePauseMs;
    if (!isFresh && !isPaused) entry.inFlight ??= fetchInto(entry, provider, credentials);
    // Only who has nothing to show waits for the upstream.
    const isLive = entry.models === undefined && (await entry.inFlight) === true;
    const shownAccount = accountOf(payer);
    const problem = entry.problem === undefined ? {} : { problem: entry.problem };
    if (entry.models === undefined) {
      const refusedSettings = refusedSettingsOf(providers[provider], credentials);
      return { ...bundled(refusedSettings, provider, shownAccount, now()), ...problem };
    }
    return {
      provider,
      ...(shownAccount === undefined ? {} : { account: shownAccount }),
      source: isLive ? "live" : "cache",
      ...problem,
      fetchedAt: new Date(entry.fetchedAtMs).toISOString(),
      models: entry.models,
    };
  }

  /** Undefined when there is no usable account or key: then there is no upstream to ask. */
  async function findCredentials(provider: ProviderId, account?: string): Promise<CredentialSource | undefined> {
    try {
      return await credentialsFor(provider, account);
    } catch (error) {
      if (isAppError(error)) return undefined;
      throw error;
    }
  }

  return {
    list,
    refetch,
    noteEtag(credentials, etag) {
      const entry = entryOf(keyOf(credentials.payer.provider, credentials.payer.id));
      const isNews = etag !== entry.etag && etag !== entry.toldEtag;
      entry.toldEtag = etag;
      // Before a first list there is nothing that could be out of date.
      if (isNews && entry.models !== undefined) refetch(credentials);
    },
    invalidate(provider, account) {
      const exact = account === undefined ? undefined : keyOf(provider, account);
      for (const key of entries.keys()) {
        if (exact === undefined ? key.startsWith(keyOf(provider, "")) : key === exact) entries.delete(key);
      }
    },
  };
}

function keyOf(provider: ProviderId, payerId: string): string {
  return `${provider} ${payerId}`;
}

function bundled(
  refusedSettings: Provider["refusedSettings"],
  provider: ProviderId,
  account: string | undefined,
  nowMs: number,
): ModelList {
  return {
    provider,
    ...(account === undefined ? {} : { account }),
    source: "bundled",
    fetchedAt: new Date(nowMs).toISOString(),
    models: providerKinds[provider].bundledModels.map((model) => withReasons(model, refusedSettings)),
  };
}

function imagesOffered(
  { images }: Provider,
  provider: ProviderId,
  credentials: CredentialSource | undefined,
  listed: ImageModel[] | undefined,
): Pick<ModelList, "imageModels" | "imageReason"> {
  if (images === undefined) return { imageModels: [], imageReason: `${providerNames[provider]} makes no pictures.` };
  const offer = images.offer(credentials, listed);
  return "models" in offer ? { imageModels: offer.models } : { imageModels: [], imageReason: offer.refusal.message };
}
