import type { AccountRecord } from "@/lib/auth/store/authFileSchema";
import type { Config } from "@/lib/config";

/** What every request to OpenAI's sign-in server needs; `fetch` is passed in so that a proxy or a test can stand in. */
export interface OpenaiContext {
  settings: Config["openaiAuth"];
  fetch: typeof fetch;
}

/** Each account may have a proxy of its own. Both: @throws AppError `storage_failed` */
export interface WaysOut {
  /** The way of the account that signs in again, the usual one for a new sign-in. */
  forSignIn(accountId: string | null): Promise<OpenaiContext>;
  forAccount(account: AccountRecord): Promise<OpenaiContext>;
}
