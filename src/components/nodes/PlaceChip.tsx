import { lazy, Suspense, useRef, useState } from "react";
import { nodes } from "@/components/messages/nodes";
import { cx } from "@/components/ui/cx";
import { useMay } from "@/store/person";
import { type Filling, fillingOf } from "@/store/placeFilling";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { useSourceTitle } from "./useSourceTitle";

const PlacePopover = lazy(() => import("./PlacePopover").then((module) => ({ default: module.PlacePopover })));

const words = nodes.places;
/** Characters of a value that stand in a line. */
const SHOWN = 60;

/** A place of a prompt and what fills it; behind it, the ways to fill it. */
export function PlaceChip(props: { node: WorkflowNode; name: string; columns: readonly string[] | undefined }) {
  const { node, name, columns } = props;
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const source = useSourceTitle(node.id, name);
  const chip = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("editor");
  const filling = fillingOf(node, edges, name, columns);
  const text = fillingText(filling, source);
  return (
    <>
      <button
        ref={chip}
        type="button"
        disabled={!mayEdit}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="nodrag flex h-6 min-w-0 items-center gap-2 rounded-sm border border-transparent px-0.5 text-xs enabled:hover:border-line-strong enabled:hover:bg-hover"
      >
        <code className="max-w-[60%] shrink-0 truncate rounded-[5px] bg-accent-soft px-1 font-mono text-accent-ink">
          {name}
        </code>
        {/* Parts them in the name of the button. */}{" "}
        <span className={cx("truncate", isLacking(filling) ? "text-waiting" : "text-ink-3")}>{text}</span>
      </button>
      {isOpen && (
        <Suspense>
          <PlacePopover node={node} name={name} filling={filling} anchor={chip} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function isLacking(filling: Filling): boolean {
  return filling.by === "nothing" && filling.isNoColumn;
}

function fillingText(filling: Filling, source: string | undefined): string {
  switch (filling.by) {
    case "wire":
      return words.fromNode(source ?? "");
    case "column":
      return words.fromColumn;
    case "fields":
      return words.fromFields;
    case "value":
      return words.value(filling.text.slice(0, SHOWN));
    case "nothing":
      return filling.isNoColumn ? words.noColumn : words.nothing;
  }
}
