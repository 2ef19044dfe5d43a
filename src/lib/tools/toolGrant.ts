import type {
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import type { HttpToolServer } from "./toolServerRecord";
import type { ToolServerStore } from "./toolServerStore";

/** As the client library gave it: what is sealed comes from nobody else. */
const given = <T>() => z.custom<T>((value) => typeof value === "object" && value !== null);
const clientSchema = given<StoredOAuthClientInformation>();
const discoverySchema = given<OAuthDiscoveryState>().optional();

/** What a sign-in at a server gave. */
const grantSchema = z.object({
  /** Whom the issuer knows us as, for this one address to come back to. */
  client: clientSchema,
  tokens: given<StoredOAuthTokens>(),
  /** Where the issuer is. */
  discovery: discoverySchema,
  /** When the access token ends, in milliseconds since 1970. */
  endsAt: z.number().nullable(),
});
export type Grant = z.infer<typeof grantSchema>;

/** What ends a sign-in that waits for its person. */
const waitingSchema = z.object({
  client: clientSchema,
  codeVerifier: z.string(),
  redirectUri: z.string(),
  discovery: discoverySchema,
});
export type Waiting = z.infer<typeof waitingSchema>;

/** Undefined where nobody has signed in. @throws AppError `storage_failed` */
export async function openGrant(store: ToolServerStore, record: HttpToolServer): Promise<Grant | undefined> {
  if (record.grant === null) return undefined;
  return grantSchema.parse(JSON.parse(await store.open(record, "grant", record.grant)));
}

export async function sealGrant(store: ToolServerStore, record: HttpToolServer, grant: Grant): Promise<string> {
  return store.seal(record, "grant", JSON.stringify(grant));
}

/** @throws AppError `storage_failed` */
export async function openWaiting(store: ToolServerStore, record: HttpToolServer, sealed: string): Promise<Waiting> {
  return waitingSchema.parse(JSON.parse(await store.open(record, "waiting", sealed)));
}

export async function sealWaiting(store: ToolServerStore, record: HttpToolServer, waiting: Waiting): Promise<string> {
  return store.seal(record, "waiting", JSON.stringify(waiting));
}
