import type { Provider } from "@/lib/llm/provider";
import type { CredentialSource } from "@/types/credential";

/**
 * The backends behind accounts of one provider; each credential goes to that of its own route and to no other.
 * `platform` takes the API keys that workspaces give their people.
 */
export function createAccountProvider({
  codex,
  siwc,
  platform,
}: Record<"codex" | "siwc" | "platform", Provider>): Provider {
  const backendOf = ({ route, payer }: CredentialSource) => {
    if (route === "siwc") return siwc;
    return payer.mode === "api_key" ? platform : codex;
  };
  const imagesOf = (credentials: CredentialSource | undefined) =>
    credentials === undefined ? codex.images : backendOf(credentials).images;
  return {
    images: {
      offer: (credentials, listed) => imagesOf(credentials)?.offer(credentials, listed) ?? { models: [] },
      make: async (call, credentials, signal) => {
        const maker = imagesOf(credentials);
        if (maker === undefined) throw new Error("A backend that makes no pictures was asked for some.");
        return maker.make(call, credentials, signal);
      },
    },
    refusedSettings: codex.refusedSettings,
    backendOf,
    stream: (call, credentials, signal) => backendOf(credentials).stream(call, credentials, signal),
    listModels: (credentials, signal) => backendOf(credentials).listModels(credentials, signal),
    readUsage: async (credentials, signal) => backendOf(credentials).readUsage?.(credentials, signal),
  };
}
