import dynamic from "next/dynamic";
import { inbox } from "@/components/messages/inbox";
import { runPage as words } from "@/components/messages/runPage";
import { formatCount } from "@/components/nodes/format";
import { QuestionActions } from "@/components/nodes/QuestionActions";
import { questionText } from "@/components/nodes/questionWords";
import { readableAt } from "@/components/nodes/readable";
import type { OpenQuestion } from "@/types/answers";
import type { Answer } from "@/types/run";
import { placeKey, toPlace } from "@/types/runPlace";
import { answerPageRun } from "./pageApi";

const ReaderBody = dynamic(() => import("@/components/reader/ReaderBody").then((module) => module.ReaderBody), {
  ssr: false,
});

interface Props {
  workflow: string;
  run: string;
  questions: readonly OpenQuestion[];
  onAnswered: () => void;
}

/** What the shown run asks, one question after the other; what a tool may do is asked elsewhere. */
export function PageQuestions({ workflow, run, questions, onAnswered }: Props) {
  const reviews = questions.filter(({ kind }) => kind === "review");
  const [question] = reviews;
  if (question === undefined) return <p className="text-ink-2">{words.asksElsewhere}</p>;
  const give = (answer: Answer) =>
    answerPageRun(workflow, run, [{ ...toPlace(question), ...answer }]).finally(onAnswered);
  const readable = readableAt({ status: "done", text: "", notices: [], output: { value: [question.value] } }, 0);
  return (
    <section
      aria-label={questionText(question)}
      className="flex flex-col gap-3 rounded-card border border-waiting bg-panel p-4"
    >
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-semibold">{questionText(question)}</h3>
        {reviews.length > 1 && (
          <span className="shrink-0 text-ink-3 text-sm">{inbox.left(reviews.length, formatCount(reviews.length))}</span>
        )}
      </div>
      {readable !== undefined && (
        <div className="flex max-h-[50dvh] min-h-16 flex-col overflow-hidden rounded-control border border-line">
          <ReaderBody
            key={placeKey(question)}
            node={{ id: "", type: "output", title: words.result, data: {} }}
            result={readable}
            view={readable.json === undefined ? "read" : "tree"}
          />
        </div>
      )}
      <QuestionActions key={placeKey(question)} question={question} give={give} />
    </section>
  );
}
