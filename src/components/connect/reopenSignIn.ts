import { useEffect, useRef } from "react";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { dialogStore, openConnect } from "@/store/dialogStore";
import { openAttempt } from "./openAttempt";

/** In this tab alone: which account's dialog was open when the page went away. Not a secret. */
const KEY = "patchbay.signIn";

/** Notes that the dialog is open, so that a reload opens it again. */
export function useRememberedDialog(account: string | undefined): void {
  useEffect(() => {
    write(account ?? "");
    return () => write(undefined);
  }, [account]);
}

/** Opens the dialog again after a reload in the middle of a sign-in that still waits. Mounted once, in the shell. */
export function useReopenedSignIn(): void {
  const { status } = useAuthStatus();
  const isDecided = useRef(false);
  useEffect(() => {
    if (status === undefined || isDecided.current) return;
    isDecided.current = true;
    const noted = read();
    if (noted === undefined || dialogStore.getState().dialog !== null) return;
    const account = noted === "" ? undefined : noted;
    if (openAttempt(status, account) === undefined) write(undefined);
    else openConnect(account);
  }, [status]);
}

/** The id of the account to sign in again, "" for a new one; undefined when no dialog was open. */
function read(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(account: string | undefined): void {
  try {
    if (account === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, account);
  } catch {
    // Private windows may refuse to store anything.
  }
}
