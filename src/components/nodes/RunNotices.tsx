import { useTitleOf } from "@/components/board/nodeLooks";
import { withTitles } from "@/components/board/withTitles";
import type { NodeRun } from "@/store/runReducer";

/** What a person should know of a result: what was left out, or sent in another form. */
export function RunNotices({ run }: { run: NodeRun }) {
  const titleOf = useTitleOf();
  return run.notices.map(({ code, message }) => (
    <p key={code + message} className="text-ink-3 text-xs">
      {withTitles(message, titleOf)}
    </p>
  ));
}
