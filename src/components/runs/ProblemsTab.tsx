import { useGoToNode } from "@/components/board/useGoToNode";
import { ErrorNote } from "@/components/ErrorNote";
import { titleOf } from "@/components/kinds/nodeViews";
import { drawer } from "@/components/messages/drawer";
import { outcome } from "@/components/messages/outcome";
import { formatCount } from "@/components/nodes/format";
import { ErrorButton } from "@/components/nodes/NodeError";
import { nodeById } from "@/store/graphIndex";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import { groupProblems, type Problem } from "./problems";

const words = drawer;

/** What went wrong in the shown run, each kind once, with where and what to do. */
export function ProblemsTab() {
  const run = useRun((state) => state.run);
  const problems = groupProblems(run);
  if (problems.length === 0) return <p className="px-3.5 py-3 text-ink-3">{words.noProblems}</p>;
  return (
    <ul className="flex flex-col gap-2 p-3.5">
      {problems.map((problem) => (
        <li key={problem.error.code + problem.error.message}>
          <ProblemNote problem={problem} />
        </li>
      ))}
    </ul>
  );
}

function ProblemNote({ problem: { error, nodes } }: { problem: Problem }) {
  const workflow = useWorkflow((state) => state.workflow);
  const goTo = useGoToNode();
  const [first] = nodes.keys();
  return (
    <ErrorNote error={error}>
      {Array.from(nodes, ([id, items]) => {
        const node = workflow === null ? undefined : nodeById(workflow.nodes, id);
        const name = node === undefined ? outcome.goneNode : titleOf(node);
        return (
          <button
            key={id}
            type="button"
            onClick={() => goTo([id])}
            className="rounded-sm text-accent-ink text-xs hover:underline"
          >
            {items > 0 ? words.inItems(name, formatCount(items), items) : name}
          </button>
        );
      })}
      {first !== undefined && <ErrorButton nodeId={first} error={error} />}
    </ErrorNote>
  );
}
