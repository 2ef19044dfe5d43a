import { nodes as words } from "@/components/messages/nodes";
import type { AccountView } from "@/types/providers";

/** As many calls of the payer run as it lets run at once; this one is next, or soon. */
export function WaitsForPlace({ account }: { account: AccountView | undefined }) {
  const queue = account?.queue;
  return (
    <p className="text-ink-2">
      {words.llm.waitsForPlace}
      {queue !== undefined && queue.running > 0 && (
        <span className="text-ink-3"> {words.llm.placesRunning(queue.running, queue.limit)}</span>
      )}
    </p>
  );
}
