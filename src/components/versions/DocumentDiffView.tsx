import { useMemo } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { versions as messages } from "@/components/messages/versions";
import { Badge, type Tone } from "@/components/ui/Badge";
import { diffDocuments, type FieldChange, isDifferent, type NodeChange } from "@/lib/graph/documentDiff";
import { own } from "@/types/own";
import type { Workflow } from "@/types/workflow";
import { DiffDrawing } from "./DiffDrawing";
import { WordDiff } from "./WordDiff";

const words = messages.diff;

const tones: Record<NodeChange["kind"], Tone> = { added: "ok", removed: "error", changed: "waiting" };

/** What is different between two states of a document: on a canvas, and in words. */
export function DocumentDiffView({ before, after }: { before: Workflow; after: Workflow }) {
  const diff = useMemo(() => diffDocuments(before, after), [before, after]);
  if (!isDifferent(diff)) return <p className="text-ink-2">{words.same}</p>;
  const { name, settings, nodes, wires, moved, isArrangedAnew } = diff;
  const notes = [
    ...(wires.added.length > 0 ? [words.wiresAdded(wires.added.length)] : []),
    ...(wires.removed.length > 0 ? [words.wiresRemoved(wires.removed.length)] : []),
    ...(moved > 0 ? [words.moved(moved)] : []),
    ...(isArrangedAnew ? [words.arranged] : []),
  ];
  return (
    <div className="flex flex-col gap-4">
      <DiffDrawing before={before} after={after} diff={diff} />
      {notes.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-sm">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {name && <Field change={name} label={words.name} />}
      {settings.map((change) => (
        <Field
          key={change.field}
          change={change}
          label={words.setting(own(words.settings, change.field) ?? change.field)}
        />
      ))}
      <ul className="flex flex-col gap-4">
        {nodes.map((change) => (
          <NodeRow key={change.node.id} change={change} />
        ))}
      </ul>
    </div>
  );
}

function NodeRow({ change }: { change: NodeChange }) {
  return (
    <li className="flex flex-col gap-2">
      <p className="flex items-center gap-2">
        <span className="min-w-0 truncate font-medium">{titleOf(change.node)}</span>
        <Badge tone={tones[change.kind]}>{words.nodes[change.kind]}</Badge>
      </p>
      {change.kind === "changed" &&
        change.fields.map((field) => <Field key={field.field} change={field} label={labelOf(field.field)} />)}
    </li>
  );
}

function Field({ change, label }: { change: FieldChange; label: string }) {
  return (
    <div>
      <p className="mb-1 text-ink-3 text-xs">{label}</p>
      <WordDiff before={textOf(change.before)} after={textOf(change.after)} />
    </div>
  );
}

/** `reasoningEffort` as people read it, where no word is kept for a field. */
function labelOf(field: string): string {
  const spaced = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return own(words.fields, field) ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function textOf(value: unknown): string {
  if (value === undefined || value === "") return words.nothing;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
