import { useNames } from "@/components/hooks/usePeople";
import { roles } from "@/components/messages/roles";
import { useRun } from "@/store/useRun";

/** Stands where a run would be gone on with, if it were one's own. */
export function StartedByOther() {
  const by = useRun(({ run }) => run.by);
  const nameOf = useNames();
  const said = roles.notYours(by === undefined ? roles.somebody : (nameOf?.(by) ?? roles.somebody));
  return (
    <p title={said} className="min-w-0 truncate text-ink-2 text-xs">
      {said}
    </p>
  );
}
