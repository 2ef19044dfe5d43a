import type { PendingRecord } from "@/lib/auth/store/authFileSchema";
import { redactWords } from "@/lib/security/redact";
import { AppError, toErrorBody } from "@/types/errors";

export function unknownState(): AppError {
  return new AppError(
    "state_mismatch",
    "This sign-in is not known here: it was cancelled, is long over, or began in another program. Start a new one.",
  );
}

export function expired(): AppError {
  return new AppError("flow_expired", "This sign-in was not finished within 10 minutes. Start a new one.");
}

export function interrupted(): AppError {
  return new AppError(
    "flow_expired",
    "Patchbay was stopped while it completed this sign-in, and its code cannot be used twice. Start a new one.",
  );
}

export function missingCode(): AppError {
  return new AppError(
    "invalid_request",
    "The pasted text has no sign-in code in it. Copy the whole address from the browser's address bar after you have approved; it contains code=… and state=….",
    { action: "use_paste" },
  );
}

/** The issuer's own `error` and `error_description` in the callback (RFC 6749, §4.1.2.1). */
export function refusedAtIssuer(error: string, description: string | undefined, issuer = "OpenAI"): AppError {
  const facts = { upstreamCode: redactWords(error), upstreamMessage: description && redactWords(description) };
  if (description?.includes("missing_codex_entitlement")) {
    return new AppError(
      "access_denied",
      "This workspace does not allow Codex sign-ins. Ask its administrator, or choose another workspace.",
      facts,
    );
  }
  if (error === "access_denied") {
    return new AppError(
      "access_denied",
      `The sign-in was cancelled or denied on ${issuer}'s page. Nothing was changed.`,
      facts,
    );
  }
  return new AppError("upstream_rejected", `${issuer} ended the sign-in: ${redactWords(description ?? error)}.`, {
    ...facts,
    action: "reconnect",
  });
}

/** How a failure is kept on the pending sign-in, for the dialog and for a second load of the callback. */
export function toPendingError(error: unknown): PendingRecord["error"] {
  const { code, message, action } = toErrorBody(error);
  return { code, message, action };
}

export function fromPendingError(error: PendingRecord["error"]): AppError {
  return error === null ? unknownState() : new AppError(error.code, error.message, { action: error.action });
}
