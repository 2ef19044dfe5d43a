import { ArrowUpRight } from "lucide-react";
import dynamic from "next/dynamic";
import type { Ref } from "react";
import { exactWhenText } from "@/components/accounts";
import { useGoToNode } from "@/components/board/useGoToNode";
import { listText } from "@/components/language/locale";
import { inbox as words } from "@/components/messages/inbox";
import { formatCount } from "@/components/nodes/format";
import { QuestionActions, type QuestionKeys } from "@/components/nodes/QuestionActions";
import { askedValue, questionText } from "@/components/nodes/questionWords";
import { readableAt } from "@/components/nodes/readable";
import { Button } from "@/components/ui/Button";
import { answerQuestions } from "@/store/answerQuestions";
import { may } from "@/store/person";
import { mayGoOn } from "@/store/runOwner";
import { askingNode } from "@/store/runQuestions";
import { openWorkflow, showRun } from "@/store/session";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { Answer, Value } from "@/types/run";
import { toPlace } from "@/types/runPlace";
import type { Asked } from "./useInbox";
import { type Titles, useTitles } from "./useTitles";

const ReaderBody = dynamic(() => import("@/components/reader/ReaderBody").then((module) => module.ReaderBody), {
  ssr: false,
});

interface Props {
  asked: Asked;
  onAnswered: () => Promise<unknown>;
  ref: Ref<QuestionKeys>;
}

/** One question with all that it takes to decide: the value as a whole, where it comes from, and the answers. */
export function QuestionPane({ asked: { key, run, question }, onAnswered, ref }: Props) {
  const titles = useTitles(run.workflowId);
  const goTo = useGoToNode();
  const give = async (answer: Answer) => {
    await answerQuestions(run.id, [{ ...toPlace(question), ...answer }]).finally(onAnswered);
  };
  const show = async () => {
    if (workflowStore.getState().workflow?.id !== run.workflowId) await openWorkflow(run.workflowId ?? "");
    if (runStore.getState().run.id !== run.id) await showRun(run, true);
    goTo([askingNode(question)]);
  };
  return (
    <section aria-label={questionText(question)} className="flex h-full min-h-0 flex-col gap-2 px-3.5 py-2.5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{questionText(question)}</h3>
          <p className="text-ink-3 text-xs">{factsOf(question, run.workflowName, titles).join(" · ")}</p>
        </div>
        {run.workflowName !== undefined && (
          <Button size="sm" icon={ArrowUpRight} onClick={() => void show()}>
            {words.show}
          </Button>
        )}
      </div>
      <AskedValue key={key} value={askedValue(question)} isCall={question.kind !== "review"} />
      {may("editor") || mayGoOn(run) ? (
        <QuestionActions key={`${key} actions`} ref={ref} question={question} give={give} />
      ) : (
        <p className="text-ink-2">{words.notYours}</p>
      )}
    </section>
  );
}

function factsOf(question: Asked["question"], workflowName: string | undefined, titles: Titles): string[] {
  const { node, item, path = [], kind, at } = question;
  const name = titles.of(node);
  const sources = kind === "review" && path.length === 0 ? titles.before(node) : [];
  return [
    workflowName ?? words.unnamed,
    ...(path.length === 0 ? [] : [words.inside(listText(path.map((step) => titles.of(step.node))))]),
    item === undefined ? name : words.itemOf(name, formatCount(item + 1)),
    ...(sources.length === 0 ? [] : [words.from(listText(sources))]),
    words.since(exactWhenText(at)),
  ];
}

/** The value in the reader, and what a tool would be called with as the JSON that it is. */
function AskedValue({ value, isCall }: { value: Value; isCall: boolean }) {
  const readable = readableAt({ status: "done", text: "", notices: [], output: { value: [value] } }, 0);
  if (readable === undefined) return null;
  const view = isCall || readable.json !== undefined ? "tree" : "read";
  const title = isCall ? words.tool.value : words.edited;
  return (
    <div className="flex min-h-16 flex-1 flex-col overflow-hidden rounded-control border border-line">
      <ReaderBody node={{ id: "", type: "output", title, data: {} }} result={readable} view={view} />
    </div>
  );
}
