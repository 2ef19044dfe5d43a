import { discoverEndpoints, type OpenidEndpoints } from "@/lib/auth/issuer/discovery";
import type { SiwcContext } from "./siwcProtocol";

/**
 * OpenAI's endpoints; all must stand on its own origin, and the one for revocation may be absent.
 * @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`
 */
export function discover({ settings: { issuer }, fetch }: SiwcContext): Promise<OpenidEndpoints> {
  return discoverEndpoints({ issuer, name: "OpenAI", setting: "OPENAI_AUTH_ISSUER", fetch });
}
