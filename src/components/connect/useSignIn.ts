import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import { toShownError } from "@/components/ErrorNote";
import { refreshConnections, useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useNow } from "@/components/hooks/useNow";
import { requestJson } from "@/store/apiClient";
import { type AccountRoute, type AccountView, type AuthStatus, accountViewSchema } from "@/types/providers";
import { isOpen, openAttempt } from "./openAttempt";
import {
  type BrowserWay,
  type DeviceWay,
  isBrowserRow,
  isDeviceRow,
  outcomeOf,
  toWay,
  waitingCode,
} from "./signInWays";
import { useDevice, useStart } from "./useStarts";
import { useTries, type Way } from "./useTries";

export interface SignIn {
  /** The account, once any way has led to it. */
  account: AccountView | undefined;
  siwc: BrowserWay;
  codex: BrowserWay;
  device: DeviceWay;
  /** The server does not answer; it is asked again until it does. */
  isOffline: boolean;
  restart: (way: Way) => void;
  /** Takes a pasted address. @throws AppError */
  finish: (url: string) => Promise<void>;
  /** An account that came by another way: an import. */
  accept: (account: AccountView) => void;
}

export interface SignInWish {
  /** Sign this account in again. */
  account?: AccountView;
  /** Route siwc: a further account, not the one that was disconnected last. */
  another?: boolean;
}

const exchangeAnswerSchema = z.object({ account: accountViewSchema });
const SECOND_MS = 1_000;

/**
 * One attempt to sign in by all its ways at once. It is opened on the server, or taken up again if one is under way
 * there, and followed until one way ends it; the server ends the others.
 */
export function useSignIn({ account, another = false }: SignInWish): SignIn {
  const { status, error } = useAuthStatus();
  const [arrived, setArrived] = useState<AccountView>();
  const nowMs = useNow(SECOND_MS);
  const { tries, ignored, restart, restartAll } = useTries(status);
  const offers = (way: Way) => account === undefined || account.route === (way === "device" ? "codex" : way);

  const taken = useTakenAttempt(status, account?.id);
  // The routes begin one after the other, so that the second joins the attempt of the first.
  const [outcome, setOutcome] = useState<string>();
  const isOn = status !== undefined && outcome === undefined;
  const codex = useStart("codex", isOn && offers("codex"), { account, attempt: taken, nth: tries.codex });
  const isFirstOver = !offers("codex") || codex.data !== undefined || codex.error !== undefined;
  const [others, setOthers] = useState<readonly string[]>([]);
  const attempts = [codex.data?.attempt, taken, ...others].filter((id) => id !== undefined);
  const rows = status?.pending.filter(({ attempt }) => attempt !== undefined && attempts.includes(attempt)) ?? [];
  const attempt = rows.find(isOpen)?.attempt ?? attempts[0];
  const siwc = useStart("siwc", isOn && offers("siwc") && isFirstOver, {
    account,
    attempt,
    nth: tries.siwc,
    another,
  });
  const deviceRows = rows.filter(isDeviceRow);
  const known = waitingCode(deviceRows);
  const needsCode = isOn && offers("device") && isFirstOver && deviceRows.every(({ state }) => ignored.has(state));
  const device = useDevice(needsCode, { account, attempt, nth: tries.device });
  const joined = [siwc.data?.attempt, device.data?.attempt].filter((id) => id !== undefined);
  if (joined.some((id) => !attempts.includes(id))) setOthers((old) => [...new Set([...old, ...joined])]);

  // Kept: what has ended asks for nothing more, and so forgets how it began.
  const reached = arrived?.id ?? outcomeOf(rows);
  if (reached !== undefined && outcome === undefined) setOutcome(reached);
  const found = status?.accounts.find(({ id }) => id === outcome) ?? arrived;
  const isFound = found !== undefined;
  const hasStarted = codex.data !== undefined || siwc.data !== undefined || device.data !== undefined;
  useEffect(() => {
    if (hasStarted || isFound) void refreshConnections();
  }, [hasStarted, isFound]);
  useRecovery(error !== undefined, restartAll);

  const browserWay = (route: AccountRoute, start: typeof codex): BrowserWay =>
    offers(route) ? toWay({ ...toStarted(start), rows: rows.filter(isBrowserRow(route)), ignored, nowMs }) : off;
  return {
    account: found,
    codex: browserWay("codex", codex),
    siwc: browserWay("siwc", siwc),
    device: offers("device")
      ? toWay({ ...toStarted(device), started: known ?? device.data, rows: deviceRows, ignored, nowMs })
      : off,
    isOffline: error !== undefined,
    restart,
    async finish(url) {
      const body = { url: url.trim() };
      const answer = await requestJson(exchangeAnswerSchema, "/api/auth/openai/exchange", { method: "POST", body });
      setArrived(answer.account);
    },
    accept: setArrived,
  };
}

const off = { phase: "off" } as const;

function toStarted<T>({ data, error }: { data: T | undefined; error: unknown }) {
  return { started: data, startError: error === undefined ? undefined : toShownError(error) };
}

/** The attempt that was under way when the dialog opened; later news of others changes nothing. */
function useTakenAttempt(status: AuthStatus | undefined, account: string | undefined): string | undefined {
  const taken = useRef<{ attempt: string | undefined }>(undefined);
  if (taken.current === undefined && status !== undefined) taken.current = { attempt: openAttempt(status, account) };
  return taken.current?.attempt;
}

/** A server that was restarted has to listen again. */
function useRecovery(isOffline: boolean, onRecovered: () => void): void {
  const wasOffline = useRef(false);
  useEffect(() => {
    if (wasOffline.current && !isOffline) onRecovered();
    wasOffline.current = isOffline;
  });
}
