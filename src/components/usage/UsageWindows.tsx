import type { AccountUsage } from "@/types/limits";
import { UsageBar } from "./UsageBar";
import { isBlocking, windowText } from "./usage";

/** Every window of a plan: its length, how much is used, when it begins anew. */
export function UsageWindows({ usage }: { usage: AccountUsage }) {
  if (usage.windows.length === 0) return null;
  return (
    <ul className="grid grid-cols-[auto_minmax(48px,72px)_1fr] items-center gap-x-3 gap-y-1.5 text-ink-2 text-xs tabular-nums">
      {usage.windows.map((window) => (
        <li key={`${window.limit ?? ""} ${window.label}`} className="contents">
          <span className="whitespace-nowrap">
            {window.limit && <span className="text-ink-3">{window.limit} </span>}
            {window.label}
          </span>
          <UsageBar percent={window.usedPercent} isBlocking={isBlocking(window, usage)} />
          <span>{windowText(window, usage)}</span>
        </li>
      ))}
    </ul>
  );
}
