import { Check, PencilLine, X } from "lucide-react";
import { type Ref, useImperativeHandle, useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useNames } from "@/components/hooks/usePeople";
import { inbox as words } from "@/components/messages/inbox";
import { Button } from "@/components/ui/Button";
import { TextArea } from "@/components/ui/Field";
import type { OpenQuestion } from "@/types/answers";
import type { ErrorBody } from "@/types/errors";
import type { Answer } from "@/types/run";
import { EDIT_KEYS } from "./questionKeys";
import { answerWords, draftWords, fromDraft, toDraft } from "./questionWords";

/** High enough for a finger on a phone. */
const touch = "max-sm:h-11";

/** What keys do to a question; what it has no room for does nothing. */
export interface QuestionKeys {
  approve(): void;
  reject(): void;
  edit(): void;
  /** From 0. */
  choose(place: number): void;
}

interface Props {
  question: OpenQuestion;
  /** Rejects with why it was not taken. */
  give: (answer: Answer) => Promise<unknown>;
  ref?: Ref<QuestionKeys>;
}

/** The answers to one question. Drawn anew for each: give it the question as its key. */
export function QuestionActions({ question, give, ref }: Props) {
  const [draft, setDraft] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorBody>();
  const { options } = question;
  const { approve, reject, edit } = answerWords(question);
  const answer = async (said: Answer) => {
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await give(said);
    } catch (failure) {
      setError(toShownError(failure));
    } finally {
      setIsBusy(false);
    }
  };
  const say = (approved: boolean, value?: Answer["value"]) =>
    void answer({ approved, ...(value === undefined ? {} : { value }) });
  const startEdit = () => edit !== undefined && setDraft(toDraft(question));
  useImperativeHandle(ref, () => ({
    approve: () => options === undefined && say(true),
    reject: () => say(false),
    edit: startEdit,
    choose: (place) => options?.[place] !== undefined && say(true, options[place]),
  }));
  if (draft !== undefined) {
    return (
      <Editing
        question={question}
        draft={draft}
        isBusy={isBusy}
        onChange={setDraft}
        onCancel={() => setDraft(undefined)}
        // Of a call that is to be made, what is written is why it is not.
        onDone={(value) => say(question.kind !== "tool", value)}
      >
        {error && <Refusal error={error} />}
      </Editing>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {options === undefined ? (
          <Button size="sm" className={touch} variant="primary" icon={Check} busy={isBusy} onClick={() => say(true)}>
            {approve}
          </Button>
        ) : (
          options.map((option) => (
            <Button key={option} size="sm" className={touch} busy={isBusy} onClick={() => say(true, option)}>
              {option}
            </Button>
          ))
        )}
        {edit !== undefined && (
          <Button size="sm" className={touch} icon={PencilLine} disabled={isBusy} onClick={startEdit}>
            {edit}
          </Button>
        )}
        <Button size="sm" className={touch} icon={X} disabled={isBusy} onClick={() => say(false)}>
          {reject}
        </Button>
      </div>
      {error && <Refusal error={error} />}
    </div>
  );
}

interface EditingProps {
  question: OpenQuestion;
  draft: string;
  isBusy: boolean;
  onChange: (draft: string) => void;
  onCancel: () => void;
  onDone: (value: NonNullable<Answer["value"]>) => void;
  children: React.ReactNode;
}

function Editing({ question, draft, isBusy, onChange, onCancel, onDone, children }: EditingProps) {
  const value = fromDraft(question, draft);
  const { written, done: give } = draftWords(question);
  const isReview = question.kind === "review";
  const done = () => value !== undefined && value !== null && onDone(value);
  return (
    <div data-claims={EDIT_KEYS} className="flex flex-col gap-2">
      <TextArea
        autoFocus
        aria-label={written}
        placeholder={isReview ? undefined : written}
        rows={6}
        mono={isReview && typeof question.value !== "string"}
        value={draft}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          const isDone = event.key === "Enter" && (event.metaKey || event.ctrlKey);
          if (!isDone && event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (isDone) done();
          else onCancel();
        }}
      />
      {value === undefined && <p className="text-error text-xs">{words.notJson}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          className={touch}
          variant="primary"
          icon={question.kind === "tool" ? X : Check}
          busy={isBusy}
          disabled={value === undefined}
          onClick={done}
        >
          {give}
        </Button>
        <Button size="sm" className={touch} disabled={isBusy} onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
      {children}
    </div>
  );
}

/** Why an answer was not taken: mostly because somebody else was quicker. */
function Refusal({ error }: { error: ErrorBody }) {
  const nameOf = useNames();
  const by = error.details?.by;
  const isAnswered = error.code === "conflict" && error.details?.at !== undefined;
  if (!isAnswered) return <ErrorNote error={error} />;
  return (
    <p role="alert" className="text-ink-2">
      {nameOf !== undefined && typeof by === "string" ? words.answeredBy(nameOf(by)) : words.answered}
    </p>
  );
}
