import type { AuthStatus, PendingSignInView } from "@/types/providers";

/** The newest attempt that still waits for the person, for this account or for a new one: a reload goes on with it. */
export function openAttempt(status: AuthStatus, account: string | undefined): string | undefined {
  return status.pending
    .filter((row) => row.attempt !== undefined && row.account === account && isOpen(row))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0]?.attempt;
}

export function isOpen({ status }: PendingSignInView): boolean {
  return status === "waiting" || status === "exchanging";
}
