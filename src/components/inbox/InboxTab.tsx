import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { inbox as words } from "@/components/messages/inbox";
import { formatCount } from "@/components/nodes/format";
import type { QuestionKeys } from "@/components/nodes/QuestionActions";
import { actOnKey, QUESTION_KEYS } from "@/components/nodes/questionKeys";
import { cx } from "@/components/ui/cx";
import { AskForNotices } from "./AskForNotices";
import { previewOf } from "./preview";
import { QuestionPane } from "./QuestionPane";
import { type Asked, useInbox } from "./useInbox";
import { useTitles } from "./useTitles";

/** What all runs ask people, and its answers; made for the keyboard. */
export function InboxTab() {
  const { questions, count, isReading, error, refresh } = useInbox();
  const [place, setPlace] = useState(0);
  const keys = useRef<QuestionKeys>(null);
  const box = useRef<HTMLElement>(null);
  const at = Math.min(place, questions.length - 1);
  const shown = questions[at];
  const shownKey = shown?.key;
  // Whoever opens the inbox wants its keys, whatever is asked already.
  useEffect(() => box.current?.focus(), []);
  // With each question that is answered the focus would go.
  useEffect(() => {
    const { activeElement } = document;
    if (shownKey !== undefined && (activeElement === null || activeElement === document.body)) box.current?.focus();
  }, [shownKey]);
  const move = (by: 1 | -1) => setPlace(Math.max(0, Math.min(questions.length - 1, at + by)));
  return (
    <section
      ref={box}
      aria-label={words.label}
      aria-description={words.keys}
      data-claims={QUESTION_KEYS}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys answer the question that is shown
      tabIndex={0}
      onKeyDown={(event: KeyboardEvent) => actOnKey(event, keys.current, move)}
      className="h-full min-h-0 outline-offset-[-2px]"
    >
      {shown === undefined ? (
        (!isReading || error !== undefined) && <Nothing isKnown={error === undefined} />
      ) : (
        <div className="grid grid-cols-1 h-full min-h-0 grid-rows-[minmax(72px,35%)_1fr] md:grid-cols-[300px_1fr] md:grid-rows-1">
          <div className="flex min-h-0 flex-col border-line border-r max-md:border-b">
            <p role="status" className="px-3.5 pt-2 pb-1 text-ink-3 text-xs">
              {words.left(count, formatCount(count))}
            </p>
            <ul className="min-h-0 flex-1 overflow-y-auto pb-1">
              {questions.map((asked, index) => (
                <Line key={asked.key} asked={asked} isShown={index === at} onShow={() => setPlace(index)} />
              ))}
            </ul>
            <AskForNotices />
          </div>
          <QuestionPane key={shown.key} ref={keys} asked={shown} onAnswered={refresh} />
        </div>
      )}
    </section>
  );
}

function Nothing({ isKnown }: { isKnown: boolean }) {
  return (
    <div className="flex flex-col items-start gap-1 px-3.5 py-3">
      <p role="status" className="text-ink-2">
        {isKnown ? words.none : words.failed}
      </p>
      <p className="text-ink-3">{words.noneHint}</p>
      <AskForNotices />
    </div>
  );
}

function Line({ asked: { run, question }, isShown, onShow }: { asked: Asked; isShown: boolean; onShow: () => void }) {
  const line = useRef<HTMLButtonElement>(null);
  const titles = useTitles(run.workflowId);
  const { node, item } = question;
  const name = titles.of(node);
  useEffect(() => {
    if (isShown) line.current?.scrollIntoView({ block: "nearest" });
  }, [isShown]);
  return (
    <li>
      <button
        ref={line}
        type="button"
        tabIndex={-1}
        aria-current={isShown}
        onClick={onShow}
        className={cx("flex w-full flex-col px-3.5 py-1.5 text-left", isShown ? "bg-accent-soft" : "hover:bg-hover")}
      >
        <span className="w-full truncate text-sm">{previewOf(question)}</span>
        <span className="w-full truncate text-ink-3 text-xs">
          {run.workflowName ?? words.unnamed}
          {" · "}
          {item === undefined ? name : words.itemOf(name, formatCount(item + 1))}
        </span>
      </button>
    </li>
  );
}
