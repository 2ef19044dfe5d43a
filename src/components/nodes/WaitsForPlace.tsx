import { LOOKED_AT_MS, useActivity } from "@/components/hooks/useActivity";
import { listText } from "@/components/language/locale";
import { activity as activityWords } from "@/components/messages/activity";
import { nodes as words } from "@/components/messages/nodes";
import { useRun } from "@/store/useRun";
import type { PlacesView } from "@/types/activity";
import type { AccountView } from "@/types/providers";
import { formatCount } from "./format";

/** As many calls of the payer run as it lets run at once; this one is next, or soon. */
export function WaitsForPlace(props: {
  account: AccountView | undefined;
  /** Its id, of an account or a key. */
  payer: string;
  of: PlacesView["of"];
}) {
  const { activity } = useActivity(LOOKED_AT_MS);
  const places = activity?.places.find(({ payer, of }) => payer.id === props.payer && of === props.of);
  const queue = places ?? (props.of === "calls" ? props.account?.queue : undefined);
  const holders = useOthers(places);
  return (
    <p className="text-ink-2">
      {words.llm.waitsForPlace}
      {queue !== undefined && queue.running > 0 && (
        <span className="text-ink-3"> {words.llm.placesRunning(queue.running, queue.limit)}</span>
      )}
      {holders !== "" && <span className="block text-ink-3 text-xs">{activityWords.takenBy(holders)}</span>}
    </p>
  );
}

/** Who else has places, each with how many; empty where nobody has. */
function useOthers(places: PlacesView | undefined): string {
  const own = useRun(({ run }) => run.id);
  const others = places?.holders.filter(({ run, running }) => run !== own && running > 0) ?? [];
  return listText(
    others.map(({ run, workflowName, running }) => {
      const name = workflowName ?? (run === undefined ? activityWords.byItself : activityWords.unnamed);
      return activityWords.nameAndCount(name, formatCount(running));
    }),
  );
}
