import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { nodes } from "@/components/messages/nodes";
import { formatDuration } from "./duration";
import { StreamedText } from "./StreamedText";

const words = nodes.reasoning;

export interface ReasoningProps {
  text: string | undefined;
  /** More of it may come: the answer has not begun. */
  isThinking?: boolean;
  /** How long it took until the answer began, if that is known. */
  thoughtMs?: number;
}

/** What a model told of its thinking, folded away above its answer. */
export function ReasoningFold({ text, isThinking = false, thoughtMs }: ReasoningProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (text === undefined || text === "") return null;
  return (
    <details className="nodrag group/reasoning" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-sm text-ink-3 text-xs hover:text-ink-2">
        <ChevronRight
          size={14}
          strokeWidth={1.75}
          aria-hidden
          className="shrink-0 transition-transform group-open/reasoning:rotate-90"
        />
        {isThinking ? words.thinking : thoughtMs === undefined ? words.label : words.thought(formatDuration(thoughtMs))}
      </summary>
      {isOpen && (
        <div className="mt-1 border-line-strong border-l-2 pl-2.5 text-ink-2 text-xs">
          <StreamedText text={text} isStreaming={isThinking} />
        </div>
      )}
    </details>
  );
}

/** From the start of a node's attempt to the first words of its answer; undefined where one is not known. */
export function thoughtMsOf({ startedAt, firstTextAt }: { startedAt?: string; firstTextAt?: string }) {
  if (startedAt === undefined || firstTextAt === undefined) return undefined;
  const ms = Date.parse(firstTextAt) - Date.parse(startedAt);
  return ms > 0 ? ms : undefined;
}
