import { randomBytes } from "node:crypto";
import { type PendingRecord, pendingRecordSchema } from "@/lib/auth/store/authFileSchema";
import type { OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import type { DeviceAnswer, StartDevice, StartDeviceAnswer } from "@/types/accounts";
import { AppError, isAbort, isAppError } from "@/types/errors";
import type { AccountView } from "@/types/providers";
import { finishDeviceSignIn } from "./finishSignIn";
import { findPending, isExpired, openPending } from "./pendingSignIns";
import { attemptOf, lifetime, openPendingRow, type SignInContext } from "./signIn";
import { expired } from "./signInErrors";

/** Sign-ins with a code that the person types in on another device. */
export interface DeviceSignIns {
  /** @throws AppError `device_disabled`, `not_found`, `egress_blocked`, `upstream_unavailable`, `storage_failed`, … */
  start(request: StartDevice & { origin: string }): Promise<StartDeviceAnswer>;
  /** Goes on with those that wait in the file: after a restart of the server. */
  resume(): Promise<void>;
  /** Stops asking the issuer; what waits in the file stays. */
  close(): void;
}

export interface DeviceSignInOptions {
  context: SignInContext;
  /** Resolves after so many milliseconds; rejects with an abort. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A failure that is no `AppError`. */
  reportBug(error: unknown): void;
}

export function createDeviceSignIns({ context, sleep, reportBug }: DeviceSignInOptions): DeviceSignIns {
  const closing = new AbortController();
  const polled = new Set<string>();

  function poll(pending: PendingRecord): void {
    if (polled.has(pending.state) || closing.signal.aborted) return;
    polled.add(pending.state);
    waitForApproval(pending)
      .catch((error: unknown) => {
        if (!isAppError(error) && !isAbort(error)) reportBug(error);
      })
      .finally(() => polled.delete(pending.state));
  }

  /** Ends with the sign-in: approved, refused, expired, finished another way, or cancelled. */
  async function waitForApproval({ state, account, interval, device_auth_id, user_code }: PendingRecord) {
    if (device_auth_id === null || user_code === null) return;
    for (;;) {
      const row = findPending((await context.store.read()).document, state);
      if (row?.status !== "waiting") return;
      if (isExpired(row, context.now())) return void (await finishDeviceSignIn(context, state, expired()));
      const code = { deviceAuthId: device_auth_id, userCode: user_code };
      const answer = await context.deviceFlow.poll(account, code).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
        return error;
      });
      if (answer !== undefined) return void (await finishDeviceSignIn(context, state, answer));
      await sleep((interval ?? 1) * 1000, closing.signal);
    }
  }

  return {
    async start(request) {
      const { redirectUri, verificationUrl, lifetimeMs, requestCode } = context.deviceFlow;
      const { deviceAuthId, userCode, intervalSeconds } = await requestCode(request.account ?? null);
      const pending = pendingRecordSchema.parse({
        attempt_id: await attemptOf(context, request.attempt),
        state: randomBytes(32).toString("base64url"),
        redirect_uri: redirectUri,
        return_origin: request.origin,
        route: "codex",
        method: "device",
        device_auth_id: deviceAuthId,
        user_code: userCode,
        interval: intervalSeconds,
        account: request.account ?? null,
        name: request.name ?? null,
        status: "waiting",
        ...lifetime(context.now(), lifetimeMs),
      });
      await openPendingRow(context, pending);
      poll(pending);
      return {
        id: pending.state,
        attempt: pending.attempt_id,
        userCode,
        verificationUrl,
        expiresAt: pending.expires_at,
      };
    },
    async resume() {
      const { document } = await context.store.read();
      for (const pending of openPending(document, context.now(), "device")) poll(pending);
    },
    close: () => closing.abort(),
  };
}

/** What the dialog that shows the code wants to know. @throws AppError `not_found` */
export async function readDeviceStatus(
  store: OpenaiAuthStore,
  id: string,
  view: (accountId: string) => Promise<AccountView>,
): Promise<DeviceAnswer> {
  const row = findPending((await store.read()).document, id);
  if (row?.method !== "device") {
    throw new AppError("not_found", "This device code is not known here: it was cancelled or is long over.", {
      action: "connect",
    });
  }
  if (row.status === "failed") return { status: "failed", error: row.error ?? undefined };
  if (row.status !== "done" || row.account_id === null) return { status: "pending" };
  return { status: "done", account: await view(row.account_id) };
}
