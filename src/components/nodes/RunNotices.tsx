import { useTitleOf } from "@/components/board/nodeLooks";
import { withTitles } from "@/components/board/withTitles";
import type { NodeRun } from "@/store/runReducer";

/** What a run has to say of a node beside its result. */
export function RunNotices({ run }: { run: NodeRun }) {
  const titleOf = useTitleOf();
  return run.notices.map(({ code, message }) => (
    <p key={code + message} className="text-ink-3 text-xs">
      {withTitles(message, titleOf)}
    </p>
  ));
}
