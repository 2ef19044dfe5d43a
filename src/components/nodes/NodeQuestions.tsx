import { ChevronLeft, ChevronRight, Inbox } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { inbox as words } from "@/components/messages/inbox";
import { openDrawer } from "@/components/runs/drawerUi";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { answerQuestions } from "@/store/answerQuestions";
import { may } from "@/store/person";
import { mayGoOn } from "@/store/runOwner";
import { useRun } from "@/store/useRun";
import type { OpenQuestion } from "@/types/answers";
import type { Answer } from "@/types/run";
import { placeKey, toPlace } from "@/types/runPlace";
import { formatCount } from "./format";
import { OutputValue } from "./OutputValue";
import { QuestionActions, type QuestionKeys } from "./QuestionActions";
import { actOnKey, QUESTION_KEYS } from "./questionKeys";
import { askedValue, questionText } from "./questionWords";

/** What the shown run asks at a node, one question after the other, with its answers. */
export function NodeQuestions({ questions }: { questions: readonly OpenQuestion[] }) {
  const run = useRun((state) => state.run.id);
  const within = useRun((state) => state.within);
  const mayAnswer = useRun((state) => may("editor") || mayGoOn(state.run));
  const [wished, setWished] = useState(0);
  const keys = useRef<QuestionKeys>(null);
  const place = Math.min(wished, questions.length - 1);
  const question = questions[place];
  if (question === undefined || run === null) return null;
  const move = (by: number) => setWished(Math.max(0, Math.min(questions.length - 1, place + by)));
  const { kind } = question;
  const path = [...within, ...(question.path ?? [])];
  const give = (answer: Answer) => answerQuestions(run, [{ ...toPlace({ ...question, path }), ...answer }]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach it from the buttons in it
    <div
      data-question={kind}
      data-claims={QUESTION_KEYS}
      className="nodrag flex flex-col gap-2 border-waiting border-t-2 px-3 py-2.5"
      onKeyDown={(event: KeyboardEvent) => actOnKey(event, keys.current, move)}
    >
      <div className="flex items-start gap-2 max-sm:items-center">
        <p className="min-w-0 flex-1 font-medium">{questionText(question)}</p>
        {questions.length > 1 && (
          <span className="flex shrink-0 items-center gap-1 text-ink-3 text-xs tabular-nums">
            <IconButton
              size="sm"
              icon={ChevronLeft}
              label={words.previous}
              disabled={place === 0}
              className="max-sm:size-11"
              onClick={() => move(-1)}
            />
            {words.place(formatCount(place + 1), formatCount(questions.length))}
            <IconButton
              size="sm"
              icon={ChevronRight}
              label={words.next}
              disabled={place === questions.length - 1}
              className="max-sm:size-11"
              onClick={() => move(1)}
            />
          </span>
        )}
      </div>
      <OutputValue value={askedValue(question)} format={kind === "review" ? "auto" : "json"} />
      {mayAnswer ? (
        <QuestionActions key={placeKey(question)} ref={keys} question={question} give={give} />
      ) : (
        <p className="text-ink-2">{words.notYours}</p>
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={Inbox}
        className="self-start max-sm:h-11"
        onClick={() => openDrawer("inbox")}
      >
        {words.readAll}
      </Button>
    </div>
  );
}
