import * as oauth from "oauth4webapi";
import { AppError } from "@/types/errors";

/** What came back from the issuer's page beside the state, by which its sign-in was found. */
export interface AuthResponse {
  code: string;
  /** Null when the address had none; undefined when there was no address, only a pasted code. */
  issuer?: string | null;
}

/**
 * Refuses an answer of another issuer, and one without an issuer where the server promises to name itself (RFC 9207).
 * @returns what the code is redeemed with
 * @throws AppError `upstream_rejected`
 */
export function checkAuthResponse(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  { code, issuer }: AuthResponse,
  issuerName = "OpenAI",
): URLSearchParams {
  const parameters = new URLSearchParams({ code, ...(issuer ? { iss: issuer } : {}) });
  const promised = issuer === undefined ? undefined : server.authorization_response_iss_parameter_supported;
  try {
    const expected = { ...server, authorization_response_iss_parameter_supported: promised };
    return oauth.validateAuthResponse(expected, client, parameters, oauth.skipStateCheck);
  } catch (cause) {
    const reason = issuer ? "it came from another issuer" : "it does not name its issuer";
    throw new AppError(
      "upstream_rejected",
      `${issuerName}'s answer to the sign-in was refused: ${reason}. Sign in again.`,
      { action: "reconnect", reason },
      { cause },
    );
  }
}
