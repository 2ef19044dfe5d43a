import { exactWhenText } from "@/components/accounts";
import { versions as messages } from "@/components/messages/versions";
import { cx } from "@/components/ui/cx";
import type { WorkflowVersion } from "@/types/workflow";

const words = messages.list;

/** The versions of a workflow by time and name, newest first. */
export function VersionList({
  versions,
  chosen,
  onChoose,
}: {
  versions: readonly WorkflowVersion[];
  chosen: string | undefined;
  onChoose: (version: string) => void;
}) {
  return (
    <ul aria-label={words.label} className="flex flex-col gap-0.5">
      {versions.map(({ version, savedAt, name }) => (
        <li key={version}>
          <button
            type="button"
            aria-current={version === chosen}
            onClick={() => onChoose(version)}
            className={cx(
              "w-full rounded-control px-2.5 py-1.5 text-left hover:bg-hover",
              version === chosen && "bg-accent-soft",
            )}
          >
            {name !== undefined && <span className="block truncate font-medium">{name}</span>}
            <span className={cx("block text-sm", name === undefined ? "text-ink" : "text-ink-3 text-xs")}>
              <time dateTime={savedAt}>{exactWhenText(savedAt)}</time>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
