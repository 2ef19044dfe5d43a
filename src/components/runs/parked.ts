import { defaultAccount, whenText } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { parked as words } from "@/components/messages/parked";
import { countNodesOn } from "@/components/setup/countNodesOn";
import type { NodeRun, RunState } from "@/store/runReducer";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { AccountView } from "@/types/providers";
import { providerNames } from "@/types/providerTable";

export type Park = NonNullable<NodeRun["park"]>;

/** What a parked run waits for: of several waits the one that ends first. */
export function firstPark({ status, nodes: all }: RunState): Park | undefined {
  if (status !== "parked") return undefined;
  const parks = Object.values(all).flatMap((node) => (node.status === "parked" && node.park ? [node.park] : []));
  const endOf = ({ until }: Park) => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until));
  return parks.toSorted((a, b) => endOf(a) - endOf(b))[0];
}

/** The account whose limit is waited for; undefined when it is gone. */
export function useParkedAccount(park: Park | undefined): AccountView | undefined {
  const { status } = useAuthStatus();
  if (park === undefined || status === undefined) return undefined;
  if (park.account === "") return defaultAccount(status.accounts, status.defaultAccountId);
  return status.accounts.find(({ id }) => id === park.account);
}

/** "Parked until 14:05 (5 h window of Work)" */
export function useParkText(park: Park | undefined): string {
  const name = useParkedAccount(park)?.name ?? providerNames["openai-auth"];
  const whose = park?.window === undefined ? name : words.window(park.window, name);
  const until = park?.until ?? null;
  if (until === null) return words.unknown(whose);
  const isPast = Date.parse(until) < Date.now();
  return (isPast ? words.since : words.until)(whenText(until), whose);
}

/**
 * The account for which runs of the open document do not go on while nobody watches: it shares a plan, and the person
 * has not allowed it. Undefined when there is none.
 */
export function useUnallowedAccount(): AccountView | undefined {
  const { status } = useAuthStatus();
  const payer = status && defaultAccount(status.accounts, status.defaultAccountId);
  const unallowed = status?.accounts.filter(({ backgroundConsent }) => backgroundConsent === false) ?? [];
  const used = useWorkflow(({ workflow }) =>
    unallowed.findIndex(({ id }) => countNodesOn(workflow, id, id === payer?.id) > 0),
  );
  return unallowed[used];
}

/** What the shown run waits for; undefined unless it is parked. */
export function useRunPark(): Park | undefined {
  return useRun(({ run, isGhost }) => (isGhost ? undefined : firstPark(run)));
}
