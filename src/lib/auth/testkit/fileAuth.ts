import { type Auth, type AuthOptions, createAuth } from "@/lib/auth/auth";
import { createAuthStorage } from "@/lib/auth/store/authStorage";
import { createEgress } from "@/lib/egress";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";

export type FileAuthOptions = Pick<AuthOptions, "config"> &
  Partial<Omit<AuthOptions, "config" | "box" | "egress">> & { fetch?: typeof fetch };

/** On the files of `config`, as the server has it. */
export function createFileAuth({ config, fetch = globalThis.fetch, ...options }: FileAuthOptions): Auth {
  const box = createSecretBox(config);
  const texts = createFileTextStore(config.dataDir);
  const storage = createAuthStorage({ config, texts, box, now: options.now });
  return createAuth({ config, box, storage, egress: createEgress(config.proxy, fetch), ...options });
}
