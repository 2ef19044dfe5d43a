import { CALLBACK_PATH } from "@/lib/auth/signIn/loopbackListener";
import { AUTHORIZE_PATH, type CodexSettings } from "./codexProtocol";

export function redirectUri({ redirectHost }: CodexSettings, port: number): string {
  return `http://${redirectHost}:${port}${CALLBACK_PATH}`;
}

/**
 * Where the person signs in. Parameters and their order are those of the client the server knows; spaces are `+`.
 */
export function authorizationUrl(
  settings: CodexSettings,
  request: { redirectUri: string; codeChallenge: string; state: string },
): string {
  const query = new URLSearchParams([
    ["response_type", "code"],
    ["client_id", settings.clientId],
    ["redirect_uri", request.redirectUri],
    ["code_challenge", request.codeChallenge],
    ["code_challenge_method", "S256"],
    ["state", request.state],
    ["scope", settings.scopes],
    ["id_token_add_organizations", "true"],
    ["codex_cli_simplified_flow", "true"],
    ["originator", settings.originator],
  ]);
  return `${settings.issuer}${AUTHORIZE_PATH}?${query}`;
}
