import { PencilLine, Square } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { exactWhenText, whenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { runPage as words } from "@/components/messages/runPage";
import { Button } from "@/components/ui/Button";
import { questionsOfRun } from "@/store/runQuestions";
import type { RunState } from "@/store/runReducer";
import { goesOn, isActive } from "@/store/runStatus";
import type { ErrorBody } from "@/types/errors";
import type { PageForm } from "@/types/pages";
import { Mending } from "./Mending";
import { PageResults } from "./PageResults";
import { stopPageRun } from "./pageApi";
import { RunProgress } from "./RunProgress";
import type { ShownRun } from "./usePageRun";

/** Loaded with the first that is asked. */
const PageQuestions = dynamic(() => import("./PageQuestions").then((module) => module.PageQuestions), { ssr: false });

interface Props {
  form: PageForm;
  shown: ShownRun;
  onChange: () => void;
  /** Told when somebody has answered here. */
  onAnswered: () => void;
}

/** How the shown run goes, what came of it, and what can be done next. */
export function PageRun({ form, shown, onChange, onAnswered }: Props) {
  const { run, isLost } = shown;
  const questions = questionsOfRun(run);
  if (isLost) return <p className="py-10 text-center text-ink-2">{words.lost}</p>;
  if (run.id === null) return <p className="py-10 text-center text-ink-3">{words.noResult}</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="mr-auto font-semibold text-lg">
          {run.startedAt === undefined ? words.result : words.resultOf(exactWhenText(run.startedAt))}
        </h2>
        {goesOn(run.status) ? (
          <Stop workflow={form.id} run={run.id} />
        ) : (
          form.inputs.length > 0 && (
            <Button icon={PencilLine} onClick={onChange}>
              {words.change}
            </Button>
          )
        )}
      </div>
      {isActive(run.status) && <RunProgress run={run} steps={form.steps} />}
      {questions.length > 0 && (
        <PageQuestions workflow={form.id} run={run.id} questions={questions} onAnswered={onAnswered} />
      )}
      <Outcome run={run} form={form} />
      <PageResults form={form} run={run} />
    </div>
  );
}

function Stop({ workflow, run }: { workflow: string; run: string }) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorBody>();
  const stop = async () => {
    setIsBusy(true);
    setError(undefined);
    await stopPageRun(workflow, run).catch((failure) => setError(toShownError(failure)));
    setIsBusy(false);
  };
  return (
    <>
      <Button icon={Square} busy={isBusy} onClick={() => void stop()}>
        {words.stop}
      </Button>
      {error && <ErrorNote error={error} />}
    </>
  );
}

/** How it ended, or what it waits for, with what to do about it. */
function Outcome({ run, form }: { run: RunState; form: PageForm }) {
  const { status } = run;
  return (
    <>
      <p role="status" className="sr-only">
        {Object.hasOwn(words.ended, status) ? words.ended[status as keyof typeof words.ended] : ""}
      </p>
      {status === "parked" && (
        <Said title={parkText(run)} tone="border-waiting">
          {words.parkedText}
        </Said>
      )}
      {status === "interrupted" && (
        <Said title={words.ended.interrupted} tone="border-waiting">
          {words.interruptedText}
        </Said>
      )}
      {status === "cancelled" && <Said title={words.ended.cancelled} tone="border-line-strong" />}
      {status === "failed" && <Failures run={run} form={form} />}
      {status === "completed" && failedItems(run) > 0 && (
        <Said title={words.itemsFailed(failedItems(run))} tone="border-waiting" />
      )}
    </>
  );
}

function Said({ title, tone, children }: { title: string; tone: string; children?: string }) {
  return (
    <div className={`rounded-control border-l-4 bg-panel px-3 py-2.5 ${tone}`}>
      <p className="font-medium">{title}</p>
      {children && <p className="mt-0.5 text-ink-2">{children}</p>}
    </div>
  );
}

/** So many failures are shown; most have one reason. */
const SHOWN_FAILURES = 3;

function Failures({ run, form }: { run: RunState; form: PageForm }) {
  const failed = form.steps.flatMap(({ node, title, type }) => {
    const { error } = run.nodes[node] ?? {};
    return error === undefined ? [] : [{ node, title: title ?? type, error }];
  });
  return (
    <div className="flex flex-col gap-3">
      {failed.length === 0 && <Said title={words.ended.failed} tone="border-error" />}
      {failed.slice(0, SHOWN_FAILURES).map(({ node, title, error }) => (
        <div key={node} className="flex flex-col gap-1.5">
          <p className="font-medium">{words.failedStep(title)}</p>
          <ErrorNote error={error}>
            <Mending form={form} error={error} />
          </ErrorNote>
        </div>
      ))}
      {failed.length > SHOWN_FAILURES && <p className="text-ink-2">{words.more(failed.length - SHOWN_FAILURES)}</p>}
      <p className="text-ink-2 text-sm">{words.retryText}</p>
    </div>
  );
}

/** Of several waits the one that ends first. */
function parkText({ nodes }: RunState): string {
  const ends = Object.values(nodes).flatMap(({ status, park }) =>
    status === "parked" && park?.until ? [park.until] : [],
  );
  const [first] = ends.toSorted();
  return first === undefined ? words.parkedUnknown : words.parked(whenText(first));
}

function failedItems({ nodes }: RunState): number {
  return Object.values(nodes).reduce(
    (sum, { items = [] }) => sum + items.filter((item) => item?.error !== undefined).length,
    0,
  );
}
