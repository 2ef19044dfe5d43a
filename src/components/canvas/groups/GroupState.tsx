import { grouping as words } from "@/components/messages/grouping";
import { Spinner } from "@/components/ui/Spinner";
import { useRun } from "@/store/useRun";
import { summedUp } from "./groupRun";

/** How the nodes of a group fare in the shown run, in one line; nothing while none of them ran. */
export function GroupState({ nodes }: { nodes: readonly string[] }) {
  // As text, so that words that stream render nothing here.
  const text = useRun(({ run }) => Object.values(summedUp(run, nodes)).join(" "));
  const [done = 0, failed = 0, running = 0, told = 0] = text.split(" ").map(Number);
  if (told === 0) return null;
  return (
    <span className="flex shrink-0 items-center gap-1.5 px-1 text-ink-2 text-xs">
      {running > 0 && <Spinner size={13} />}
      {words.counts(done, nodes.length)}
      {failed > 0 && <span className="font-semibold text-error">{words.failed(failed)}</span>}
    </span>
  );
}
