import type { SecretBox } from "@/lib/security/secretBox";
import { type AuthDocument, authDocumentSchema, emptyAuthDocument } from "./authFileSchema";
import { type AuthStore, createAuthStore } from "./authStore";

export type OpenaiAuthStore = AuthStore<AuthDocument>;

/** `data/openai-auth.json`. */
export function createOpenaiAuthStore(dataDir: string, box: SecretBox): OpenaiAuthStore {
  return createAuthStore({ dataDir, name: "openai-auth", schema: authDocumentSchema, empty: emptyAuthDocument, box });
}
