import { z } from "zod";
import { exchangeError } from "@/lib/auth/issuer/exchangeError";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import type { CodeGrant, DeviceCode } from "@/lib/auth/signIn/signInFlow";
import { AppError } from "@/types/errors";
import { type CodexContext, DEVICE_TOKEN_PATH, DEVICE_USER_CODE_PATH } from "./codexProtocol";
import { postToIssuer } from "./issuerPost";

/** The sign-in for a browser on another device; it looks like RFC 8628 and is not. */

const STANDARD_INTERVAL_SECONDS = 5;
const MAX_INTERVAL_SECONDS = 60;

const userCodeSchema = z
  .object({
    device_auth_id: z.string().min(1),
    user_code: z.string().optional(),
    usercode: z.string().optional(),
    /** Seconds, written as a string. */
    interval: z.coerce.number().catch(STANDARD_INTERVAL_SECONDS),
  })
  .transform(({ device_auth_id, user_code, usercode, interval }) => ({
    deviceAuthId: device_auth_id,
    userCode: user_code ?? usercode ?? "",
    intervalSeconds: Math.min(MAX_INTERVAL_SECONDS, Math.max(1, interval)),
  }))
  .refine(({ userCode }) => userCode !== "");

/** The verifier comes from the issuer, since no browser of ours made one. */
const grantSchema = z.object({ authorization_code: z.string().min(1), code_verifier: z.string().min(1) });

/** @throws AppError `device_disabled`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected` */
export async function requestDeviceCode(context: CodexContext): Promise<DeviceCode> {
  const response = await postToIssuer(context, DEVICE_USER_CODE_PATH, { client_id: context.settings.clientId }).catch(
    (error: unknown) => {
      throw exchangeError(toNetworkFailure(error), error);
    },
  );
  if (response.status === 404) throw deviceDisabled();
  if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()));
  return parseAnswer(response, userCodeSchema);
}

/**
 * Looks once whether the person has approved. Undefined: not yet, or the answer was lost on the way.
 * @throws AppError when this code will lead nowhere any more
 */
export async function pollDeviceCode(
  context: CodexContext,
  { deviceAuthId, userCode }: Pick<DeviceCode, "deviceAuthId" | "userCode">,
): Promise<CodeGrant | undefined> {
  let response: Response;
  try {
    response = await postToIssuer(context, DEVICE_TOKEN_PATH, { device_auth_id: deviceAuthId, user_code: userCode });
  } catch {
    return undefined;
  }
  if (response.ok) {
    const { authorization_code, code_verifier } = await parseAnswer(response, grantSchema);
    return { code: authorization_code, codeVerifier: code_verifier };
  }
  const failure = await toUpstreamFailure(response, Date.now());
  // A challenge page has status 403 too, and would be waited for in vain.
  if ((response.status === 403 || response.status === 404) && !failure.isPage) return undefined;
  if (failure.code === "access_denied" || failure.words === "access_denied") throw denied();
  throw exchangeError(failure);
}

async function parseAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new AppError(
    "upstream_rejected",
    "OpenAI's answer to the device code could not be understood. Try another way.",
    {
      action: "use_paste",
      status: response.status,
    },
  );
}

function deviceDisabled(): AppError {
  return new AppError(
    "device_disabled",
    "Device codes are switched off for this account. Switch them on in ChatGPT under Settings, Security (in a workspace its administrator may have to), or sign in with the browser.",
  );
}

function denied(): AppError {
  return new AppError("access_denied", "The device code was denied on OpenAI's page. Nothing was changed.");
}
