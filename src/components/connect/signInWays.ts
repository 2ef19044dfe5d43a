import { connect } from "@/components/messages/connect";
import type { StartDeviceAnswer } from "@/types/accounts";
import type { StartSignInAnswer } from "@/types/api";
import { type ErrorBody, type ErrorCode, errorCodes } from "@/types/errors";
import type { AccountRoute, PendingSignInView } from "@/types/providers";

export type ShownFailure = Pick<ErrorBody, "code" | "message" | "requestId">;

/** One way of signing in, from its preparation to its failure; success ends all of them. */
export type WayState<Started> =
  | { phase: "off" }
  | { phase: "starting" }
  | { phase: "waiting"; started: Started }
  /** The person is back, and the code is being exchanged. */
  | { phase: "exchanging" }
  | { phase: "failed"; error: ShownFailure };

export type BrowserWay = WayState<StartSignInAnswer>;
export type DeviceWay = WayState<DeviceCode>;
export type DeviceCode = Pick<StartDeviceAnswer, "userCode" | "verificationUrl" | "expiresAt">;

interface WayFacts<Started> {
  started: Started | undefined;
  startError: ShownFailure | undefined;
  /** What the server says of this way; more than one after a reload. */
  rows: PendingSignInView[];
  /** Failures from before this try. */
  ignored: ReadonlySet<string>;
  nowMs: number;
}

/** Where one way stands, from what its start answered and what the status says of it. */
export function toWay<Started extends { expiresAt: string }>(facts: WayFacts<Started>): WayState<Started> {
  const { started, startError, rows, ignored, nowMs } = facts;
  if (rows.some(({ status }) => status === "exchanging")) return { phase: "exchanging" };
  const failed = rows.find(({ status, state }) => status === "failed" && !ignored.has(state));
  if (failed !== undefined) return { phase: "failed", error: toFailure(failed.error) };
  if (startError !== undefined) return { phase: "failed", error: startError };
  if (started === undefined) return { phase: "starting" };
  if (nowMs >= Date.parse(started.expiresAt)) return { phase: "failed", error: toFailure(undefined) };
  return { phase: "waiting", started };
}

/** The account that any way of the attempt led to. */
export function outcomeOf(rows: PendingSignInView[]): string | undefined {
  return rows.find(({ status }) => status === "done")?.accountId;
}

/** The code of a device that waits, as a status that was read after a reload still has it. */
export function waitingCode(rows: PendingSignInView[]): DeviceCode | undefined {
  for (const { status, userCode, verificationUrl, expiresAt } of rows) {
    if (status === "waiting" && userCode !== undefined && verificationUrl !== undefined) {
      return { userCode, verificationUrl, expiresAt };
    }
  }
  return undefined;
}

export const isDeviceRow = (row: PendingSignInView): boolean => row.method === "device";

export const isBrowserRow =
  (route: AccountRoute) =>
  (row: PendingSignInView): boolean =>
    row.method !== "device" && row.route === route;

function toFailure(error: PendingSignInView["error"]): ShownFailure {
  if (error === undefined) return { code: "flow_expired", message: connect.expiredText };
  return {
    code: errorCodes.find((code): code is ErrorCode => code === error.code) ?? "internal",
    message: error.message,
  };
}
