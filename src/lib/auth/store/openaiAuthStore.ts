import type { SecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { type AuthDocument, authDocumentSchema, emptyAuthDocument } from "./authFileSchema";
import { type AuthStore, createAuthStore } from "./authStore";

export type OpenaiAuthStore = AuthStore<AuthDocument>;

export function createOpenaiAuthStore(texts: TextStore, box: SecretBox): OpenaiAuthStore {
  return createAuthStore({ texts, name: "openai-auth", schema: authDocumentSchema, empty: emptyAuthDocument, box });
}
