import type { Provider } from "@/lib/llm/provider";
import type { CredentialSource } from "@/types/credential";

/** The backends behind accounts of one provider; each credential goes to that of its own route and to no other. */
export function createAccountProvider({ codex, siwc }: Record<"codex" | "siwc", Provider>): Provider {
  const backendOf = ({ route }: CredentialSource) => (route === "siwc" ? siwc : codex);
  return {
    refusedSettings: codex.refusedSettings,
    backendOf,
    stream: (call, credentials, signal) => backendOf(credentials).stream(call, credentials, signal),
    listModels: (credentials, signal) => backendOf(credentials).listModels(credentials, signal),
    readUsage: async (credentials, signal) => backendOf(credentials).readUsage?.(credentials, signal),
  };
}
