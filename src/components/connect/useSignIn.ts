import { useEffect, useRef, useState } from "react";
import useSWRImmutable from "swr/immutable";
import { z } from "zod";
import { toShownError } from "@/components/ErrorNote";
import { refreshConnections, useAuthStatus } from "@/components/hooks/useAuthStatus";
import { messages } from "@/components/messages/en";
import { requestJson } from "@/store/apiClient";
import { type StartSignInAnswer, startSignInAnswerSchema } from "@/types/api";
import type { ErrorBody } from "@/types/errors";
import { type AccountView, type AuthStatus, accountViewSchema } from "@/types/providers";
import { useSecondsLeft } from "./useSecondsLeft";

export type ShownFailure = Pick<ErrorBody, "code" | "message" | "requestId">;

export type SignIn =
  | { phase: "starting" }
  | {
      phase: "waiting";
      start: StartSignInAnswer;
      secondsLeft: number;
      /** The code has come back and is being exchanged. */
      isExchanging: boolean;
    }
  | { phase: "done"; account: AccountView }
  | { phase: "failed"; error: ShownFailure };

const exchangeAnswerSchema = z.object({ account: accountViewSchema });

/**
 * One attempt to sign in: opened on the server when the component mounts, and followed until it ends,
 * by whichever way ends it first. `finish` takes a pasted address and throws AppError.
 */
export function useSignIn(account?: string): {
  signIn: SignIn;
  restart: () => void;
  finish: (url: string) => Promise<void>;
} {
  const [attempt, setAttempt] = useState(() => Date.now());
  const [finished, setFinished] = useState<AccountView>();
  const { data: start, error: startError } = useStart(account, attempt);
  const { status } = useAuthStatus();
  const usableBefore = useRef<Set<string>>(undefined);
  if (usableBefore.current === undefined && status !== undefined) usableBefore.current = usableIds(status);

  const secondsLeft = useSecondsLeft(start?.expiresAt);
  const signIn = toSignIn({ start, startError, status, finished, secondsLeft, usableBefore: usableBefore.current });
  const isDone = signIn.phase === "done";
  useEffect(() => {
    if (start !== undefined || isDone) void refreshConnections();
  }, [start, isDone]);

  const restart = () => {
    usableBefore.current = status && usableIds(status);
    setAttempt(Date.now());
  };
  const finish = async (url: string) => {
    const body = { url: url.trim() };
    const answer = await requestJson(exchangeAnswerSchema, "/api/auth/openai/exchange", { method: "POST", body });
    setFinished(answer.account);
  };
  return { signIn, restart, finish };
}

function useStart(account: string | undefined, attempt: number) {
  const query = account === undefined ? "" : `?account=${encodeURIComponent(account)}`;
  // Each attempt is a key of its own: a rendering that happens twice shares it, a new attempt never gets an old answer.
  return useSWRImmutable(
    [`/api/auth/openai/start${query}`, attempt] as const,
    ([path]) => requestJson(startSignInAnswerSchema, path),
    { shouldRetryOnError: false },
  );
}

interface Facts {
  start: StartSignInAnswer | undefined;
  startError: unknown;
  status: AuthStatus | undefined;
  finished: AccountView | undefined;
  secondsLeft: number | undefined;
  usableBefore: Set<string> | undefined;
}

function toSignIn({ start, startError, status, finished, secondsLeft, usableBefore }: Facts): SignIn {
  if (finished !== undefined) return { phase: "done", account: finished };
  const mine = status?.pending.find((pending) => pending.state === start?.state);
  const arrived = status?.accounts.find(
    ({ id, status: state }) =>
      (mine?.status === "done" && mine.accountId === id) ||
      (usableBefore !== undefined && state === "active" && !usableBefore.has(id)),
  );
  if (arrived !== undefined) return { phase: "done", account: arrived };
  if (startError !== undefined) return { phase: "failed", error: toShownError(startError) };
  if (start === undefined) return { phase: "starting" };
  if (mine?.status === "failed") return { phase: "failed", error: toFailure(mine.error) };
  if (secondsLeft === 0) return { phase: "failed", error: toFailure(undefined) };
  return {
    phase: "waiting",
    start,
    secondsLeft: secondsLeft ?? 0,
    isExchanging: mine?.status === "exchanging",
  };
}

function toFailure(error: { code: string; message: string } | undefined): ShownFailure {
  const { code = "flow_expired", message = messages.connect.expiredText } = error ?? {};
  return { code: code as ErrorBody["code"], message };
}

function usableIds(status: AuthStatus): Set<string> {
  return new Set(status.accounts.filter((account) => account.status === "active").map((account) => account.id));
}
