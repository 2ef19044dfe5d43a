import dynamic from "next/dynamic";
import { useRun } from "@/store/useRun";

/** Loaded with the first that is asked. */
const NodeQuestions = dynamic(() => import("./NodeQuestions").then((module) => module.NodeQuestions));

/** What the shown run asks at a node, where it asks something. */
export function AskedHere({ nodeId }: { nodeId: string }) {
  const questions = useRun(({ run }) => run.nodes[nodeId]?.questions);
  return questions && <NodeQuestions questions={questions} />;
}
