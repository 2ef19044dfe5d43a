import type { OpenQuestion } from "@/types/answers";
import type { RunEvent, RunEventOf } from "@/types/run";
import { placeKey, type RunPlace } from "@/types/runPlace";
import type { NodeRun, RunState } from "./runReducer";

/** Asks a person something, or has their answer. */
type QuestionEvent = RunEventOf<"node-wait" | "node-answer">;

export function isQuestionEvent(event: RunEvent): event is QuestionEvent {
  return event.type === "node-wait" || event.type === "node-answer";
}

/** The node of the document that a question is shown at: its own, or the one that holds it. */
export function askingNode({ node, path }: RunPlace): string {
  return path?.[0]?.node ?? node;
}

/** A node after something was asked or answered in it. */
export function withQuestion(run: NodeRun, event: QuestionEvent): NodeRun {
  const key = placeKey(event);
  const questions = (run.questions ?? []).filter((question) => placeKey(question) !== key);
  if (event.type === "node-wait") {
    const { type: _, seq: __, ...question } = event;
    return { ...run, status: "waiting", questions: inOrder([...questions, question]) };
  }
  if (questions.length > 0) return { ...run, questions };
  return { ...run, status: run.status === "waiting" ? "running" : run.status, questions: undefined };
}

/** What is still asked of a node when one of its items has ended. */
export function withoutItem({ questions }: NodeRun, item: number): readonly OpenQuestion[] | undefined {
  const left = questions?.filter((question) => (question.path?.[0] ?? question).item !== item);
  return left?.length === 0 ? undefined : left;
}

/** Everything that the shown run asks. */
export function questionsOfRun({ nodes }: RunState): OpenQuestion[] {
  return Object.values(nodes).flatMap(({ questions = [] }) => questions);
}

/** By their items, as far as they have some: those of a list are asked at one time. */
function inOrder(questions: OpenQuestion[]): OpenQuestion[] {
  const itemOf = (question: OpenQuestion) => (question.path?.[0] ?? question).item ?? 0;
  return questions.toSorted((a, b) => itemOf(a) - itemOf(b));
}
