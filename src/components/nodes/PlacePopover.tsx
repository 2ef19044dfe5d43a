import { Popover } from "@base-ui/react/popover";
import { FileText, List, TextCursorInput } from "lucide-react";
import { type RefObject, useContext, useRef } from "react";
import { addSource, type SourceType } from "@/components/board/addSource";
import { NodeLooks, useTitleOf } from "@/components/board/nodeLooks";
import { inputs } from "@/components/messages/inputs";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { placeholdersOf } from "@/lib/nodes/placeholders";
import { type Filling, ownValueOf, withValue } from "@/store/placeFilling";
import { useNode, workflowActions } from "@/store/useWorkflow";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { textOf } from "./nodeData";

const words = inputs.place;

interface Props {
  node: WorkflowNode;
  name: string;
  filling: Filling;
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** What fills a place of a prompt, and the ways to fill it: a value, or a node that is wired into it. */
export function PlacePopover({ node, name, filling, anchor, onClose }: Props) {
  const isLeft = useRef(false);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" align="start" sideOffset={6} className="z-50">
          <Popover.Popup
            finalFocus={() => (isLeft.current ? false : anchor.current)}
            className="popup flex w-[300px] max-w-[calc(100vw-24px)] flex-col gap-2.5 rounded-card border border-line bg-panel p-3 text-ink shadow-float outline-none"
          >
            <Popover.Title className="truncate font-mono font-semibold">{name}</Popover.Title>
            {filling.by === "wire" ? (
              <Wired wire={filling.wire} onClose={onClose} />
            ) : (
              <Unwired
                node={node}
                name={name}
                filling={filling}
                onClose={onClose}
                onLeave={() => {
                  isLeft.current = true;
                  onClose();
                }}
              />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Wired({ wire, onClose }: { wire: WorkflowEdge; onClose: () => void }) {
  const titleOf = useTitleOf();
  const source = useNode(wire.source.node);
  const title = source === undefined ? wire.source.node : titleOf(source);
  const { select, disconnect } = workflowActions();
  return (
    <>
      <p className="wrap-anywhere text-ink-2">{words.fromNode(title, wire.source.port)}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          onClick={() => {
            select({ nodes: [wire.source.node], edges: [] });
            onClose();
          }}
        >
          {words.select(title)}
        </Button>
        <Button
          size="sm"
          onClick={() => {
            disconnect([wire.id]);
            onClose();
          }}
        >
          {words.unwire}
        </Button>
      </div>
    </>
  );
}

type WaysProps = Omit<Props, "anchor"> & {
  /** Closes it for something else that takes the focus. */
  onLeave: () => void;
};

function Unwired({ node, name, filling, onClose, onLeave }: WaysProps) {
  const value = ownValueOf(node, name);
  const set = (text: string | undefined) =>
    workflowActions().updateNodeData(node.id, { values: withValue(node, name, text) });
  const hasInput = placeholdersOf(textOf(node, "text")).includes(name);
  return (
    <>
      {filling.by !== "value" && <p className="text-ink-2">{fillingWords(filling)}</p>}
      <Field label={words.value} hint={words.valueHint}>
        <TextArea
          // What one opens this for, most of the time.
          autoFocus
          rows={2}
          value={value ?? ""}
          className="max-h-[30vh]"
          onChange={(event) => set(event.target.value || undefined)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) onClose();
          }}
        />
      </Field>
      {value !== undefined && (
        <Button size="sm" className="self-start" onClick={() => set(undefined)}>
          {words.clear}
        </Button>
      )}
      {hasInput && <AddSource node={node} name={name} onLeave={onLeave} />}
    </>
  );
}

function fillingWords(filling: Filling): string {
  if (filling.by === "column") return words.fromColumn;
  if (filling.by === "fields") return words.fromFields;
  return filling.by === "nothing" && filling.isNoColumn ? words.noColumn : words.nothing;
}

const sources = { prompt: TextCursorInput, list: List, fileInput: FileText } as const;

/** A new node left of the prompt, wired into the place. */
function AddSource({ node, name, onLeave }: Pick<WaysProps, "node" | "name" | "onLeave">) {
  const lookOf = useContext(NodeLooks);
  return (
    <section className="flex flex-col gap-1.5 border-line border-t pt-2.5">
      <h3 className="font-medium text-ink-2 text-sm">{words.add}</h3>
      <div className="flex flex-wrap gap-2">
        {(Object.keys(sources) as SourceType[]).map((type) => (
          <Button
            key={type}
            size="sm"
            icon={sources[type]}
            aria-label={words.addType(lookOf(type).words.name)}
            onClick={() => {
              onLeave();
              addSource(node.id, name, type, lookOf);
            }}
          >
            {lookOf(type).words.name}
          </Button>
        ))}
      </div>
    </section>
  );
}
