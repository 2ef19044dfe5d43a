import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { messageOf } from "@/components/ErrorNote";
import { bytesText } from "@/components/language/sizes";
import { toolCalls as words } from "@/components/messages/toolCalls";
import { cx } from "@/components/ui/cx";
import { assetPath } from "@/store/endpoints";
import type { ToolRun, ToolRuns } from "@/store/runTools";
import { formatDuration } from "./duration";
import { formatCount } from "./format";
import { prettyJson } from "./prettyJson";

/** The calls of tools that a model made: how many, and what the last one does; unfolded, each with all that is known. */
export function ToolCalls({ tools }: { tools: ToolRuns }) {
  const last = tools.at(-1);
  const isOpen = last !== undefined && last.status !== "done";
  return (
    <Fold
      className="nodrag"
      head={
        <>
          <span className="shrink-0">{words.calls(tools.length, formatCount(tools.length))}</span>
          {isOpen && <span className="truncate">{`· ${last.name}: ${words.statuses[last.status]}`}</span>}
        </>
      }
    >
      <ol
        aria-label={words.calls(tools.length, formatCount(tools.length))}
        className="nowheel max-h-64 overflow-y-auto"
      >
        {tools.map((tool) => (
          <li key={tool.call} className="border-line border-b py-1 last:border-b-0">
            <Fold head={<CallHead tool={tool} />}>
              <CallBody tool={tool} />
            </Fold>
          </li>
        ))}
      </ol>
    </Fold>
  );
}

/** What is folded away is not drawn. */
function Fold({ head, children, className }: { head: ReactNode; children: ReactNode; className?: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={cx("text-xs", className)} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="flex cursor-pointer list-none items-center gap-1 rounded-sm text-ink-3 hover:text-ink-2">
        <ChevronRight
          size={14}
          strokeWidth={1.75}
          aria-hidden
          className={cx("shrink-0 transition-transform", isOpen && "rotate-90")}
        />
        {head}
      </summary>
      {isOpen && <div className="mt-1 border-line-strong border-l-2 pl-2.5">{children}</div>}
    </details>
  );
}

function CallHead({ tool: { name, server, status, durationMs } }: { tool: ToolRun }) {
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
      <span className="truncate font-mono text-ink">{name}</span>
      {server !== "" && <span className="truncate">{server}</span>}
      <span className={cx("ml-auto shrink-0", tones[status])}>
        {durationMs === undefined || status === "failed" ? words.statuses[status] : formatDuration(durationMs)}
      </span>
    </span>
  );
}

const tones: Partial<Record<ToolRun["status"], string>> = {
  failed: "text-error",
  denied: "text-error",
  asked: "text-waiting",
};

function CallBody({ tool }: { tool: ToolRun }) {
  const { status, text, whole, error } = tool;
  return (
    <div className="flex flex-col gap-1.5 pb-1">
      <Part label={words.arguments}>{prettyJson(tool.arguments)}</Part>
      {error !== undefined && <p className="wrap-anywhere text-error">{messageOf(error)}</p>}
      {text !== undefined && (
        <Part label={status === "denied" ? words.reason : words.result}>{text || words.nothing}</Part>
      )}
      {whole !== undefined && (
        <a className="w-fit text-accent-ink hover:underline" href={assetPath(whole)} download>
          {words.whole(bytesText(whole.bytes))}
        </a>
      )}
    </div>
  );
}

function Part({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <h5 className="text-ink-3">{label}</h5>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="wrap-anywhere max-h-40 overflow-y-auto whitespace-pre-wrap font-mono text-ink-2">
        {children}
      </pre>
    </div>
  );
}
