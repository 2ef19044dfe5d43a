import { defaultAccount, whenText } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useRunnable } from "@/components/hooks/useRunnable";
import { nodes as words } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import type { NodeRun } from "@/store/runReducer";
import { resumeRun } from "@/store/session";
import { useIsRunning } from "@/store/useRun";
import { type AccountView, providerNames } from "@/types/providers";

/** Until when a node waits for a usage limit, and the ways to go on before that. */
export function ParkedNote({ run }: { run: NodeRun }) {
  const { accounts } = useRunnable();
  const isRunning = useIsRunning();
  const text = useParkText(run.park);
  const parked = useParkedAccount(run.park);
  const other = accounts.find(({ id, status }) => id !== parked?.id && status === "active");
  return (
    <div className="nodrag flex flex-col items-start gap-2 rounded-control bg-waiting-soft px-3 py-2.5">
      <p className="font-medium">{text}</p>
      <p className="text-ink-2">{words.parked.goesOn}</p>
      {!isRunning && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => void resumeRun()}>
            {words.parked.tryNow}
          </Button>
          {other && (
            <Button size="sm" onClick={() => void resumeRun({ account: other.id })}>
              {words.parked.otherAccount(other.name)}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** "Parked until 14:05 (5 h window of Work)." */
export function useParkText(park: NodeRun["park"]): string {
  const account = useParkedAccount(park);
  const name = account?.name ?? providerNames["openai-auth"];
  const whose = park?.window === undefined ? name : words.parked.window(park.window, name);
  const until = park?.until ?? null;
  return until === null ? words.parked.unknown(whose) : words.parked.until(whenText(until), whose);
}

function useParkedAccount(park: NodeRun["park"]): AccountView | undefined {
  const { status } = useAuthStatus();
  const accounts = status?.accounts ?? [];
  return park?.account === "" || park === undefined
    ? defaultAccount(accounts, status?.defaultAccountId ?? null)
    : accounts.find(({ id }) => id === park.account);
}
