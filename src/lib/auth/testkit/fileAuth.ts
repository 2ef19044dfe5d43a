import { type Auth, type AuthOptions, createAuth } from "@/lib/auth/auth";
import { createAuthStorage } from "@/lib/auth/store/authStorage";
import { createEgress } from "@/lib/egress";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import type { TextStore } from "@/lib/storage/ports";

export type FileAuthOptions = Pick<AuthOptions, "config"> &
  Partial<Omit<AuthOptions, "config" | "box" | "egress">> & { fetch?: typeof fetch; texts?: TextStore };

/** On the files of `config`, as the server has it, or on other texts. */
export function createFileAuth({
  config,
  fetch = globalThis.fetch,
  texts = createFileTextStore(config.dataDir),
  ...options
}: FileAuthOptions): Auth {
  const box = createSecretBox(config);
  const storage = createAuthStorage({ config, texts, box, now: options.now });
  return createAuth({ config, box, storage, egress: createEgress(config.proxy, fetch), ...options });
}
