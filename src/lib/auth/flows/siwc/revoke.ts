import { setTimeout as sleep } from "node:timers/promises";
import { discover } from "./discovery";
import { postForm, type SiwcContext } from "./siwcProtocol";

const MAX_TRIES = 2;
const PAUSE_MS = 300;

/**
 * Ends a session at the issuer (protocol note, §9): true when it confirmed, also for a token it had ended before. Two
 * tries; the local tokens are gone either way.
 */
export async function revokeSiwcToken(
  context: SiwcContext,
  { clientId, refreshToken }: { clientId: string; refreshToken: string },
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    if (attempt > 1) await sleep(PAUSE_MS);
    try {
      const { revocation } = await discover(context);
      if (revocation === undefined) return false;
      const response = await postForm(context, revocation, {
        token: refreshToken,
        token_type_hint: "refresh_token",
        client_id: clientId,
      });
      await response.body?.cancel();
      if (response.ok) return true;
      if (response.status < 500) return false;
    } catch {
      // Unreachable: once more, then it is told as not confirmed.
    }
  }
  return false;
}
