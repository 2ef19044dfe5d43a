import { CircleSlash, type LucideIcon, Redo } from "lucide-react";
import { grouping as words } from "@/components/messages/grouping";
import { tip } from "@/components/ui/tip";
import type { Off } from "@/store/nodeSwitches";

const icons: Record<Off, LucideIcon> = { muted: CircleSlash, bypassed: Redo };

export const offs = Object.keys(icons) as Off[]; // the keys of the table above

/** Stands where a node's state stands, while the node is off. */
export function OffLabel({ off }: { off: Off }) {
  return (
    <span data-status={off} {...tip(words.offWhy[off])} className="flex items-center gap-1.5 text-ink-2 text-xs">
      <OffIcon off={off} />
      {words.off[off]}
      <span className="sr-only">: {words.offWhy[off]}</span>
    </span>
  );
}

export function OffIcon({ off, className }: { off: Off; className?: string }) {
  const Icon = icons[off];
  return <Icon size={14} strokeWidth={1.75} aria-hidden className={className} />;
}
