"use client";
import { Gauge, TriangleAlert } from "lucide-react";
import type { KeyboardEvent } from "react";
import { withTitles } from "@/components/board/withTitles";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { titleOf } from "@/components/kinds/nodeViews";
import { runs } from "@/components/messages/runs";
import { formatCount } from "@/components/nodes/format";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { answerQuestion } from "@/store/runSession";
import type { RunQuestion as Question } from "@/store/runStore";
import { countCalls } from "@/store/spending";
import { useIsRunning } from "@/store/useRun";
import { BusyNote } from "./BusyNote";
import { limitTexts, payerOf } from "./preflightText";

const words = runs.question;

/** The Enter that asked for the run may still be down. */
function unlessHeld(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}

/** Says what a large run would cost and who pays, before anything is sent. */
export function RunQuestion({ question }: { question: Question }) {
  const { preflight, limit } = question;
  const { status } = useAuthStatus();
  const isBusy = useIsRunning();
  const count = countCalls(preflight);
  const limits = limitTexts(preflight, status?.accounts ?? []);
  const footer = (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {isBusy && <BusyNote />}
      <p className="mr-auto min-w-0 flex-1 text-ink-3 text-xs">{words.why(limit)}</p>
      <Button onClick={() => void answerQuestion(false)}>{words.cancel}</Button>
      <Button
        variant="primary"
        autoFocus
        disabled={isBusy}
        onKeyDown={unlessHeld}
        onClick={() => void answerQuestion(true)}
      >
        {words.run(formatCount(count))}
      </Button>
    </div>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && void answerQuestion(false)}
      title={words.title(formatCount(count))}
      footer={footer}
    >
      <table className="w-full text-left tabular-nums">
        <thead className="text-ink-3 text-xs">
          <tr>
            {Object.entries(words.columns).map(([name, label], index) => (
              <th key={name} className={index < 2 ? "pb-1.5 font-medium" : "pb-1.5 text-right font-medium"}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preflight.calls.map((call) => (
            <tr key={`${call.provider} ${call.account} ${call.model}`} className="border-line border-t">
              <td className="py-2 pr-3 font-medium">{payerOf(call)}</td>
              <td className="py-2 pr-3 text-ink-2">{call.model}</td>
              <td className="py-2 pl-3 text-right">{formatCount(call.count)}</td>
              <td className="py-2 pl-3 text-right text-ink-2">{formatCount(call.cached)}</td>
              <td className="py-2 pl-3 text-right text-ink-2">{formatCount(call.inputTokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {limits.map((text) => (
        <p key={text} className="mt-3 flex gap-2 text-ink-2">
          <Gauge size={15} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0" />
          {text}
        </p>
      ))}
      {preflight.warnings.map(({ message, node }) => (
        <p key={`${node} ${message}`} className="mt-3 flex gap-2 text-ink-2">
          <TriangleAlert size={15} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-waiting" />
          {withTitles(message, titleOf)}
        </p>
      ))}
    </Dialog>
  );
}
