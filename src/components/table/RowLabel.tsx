import { useState } from "react";
import { evaluation } from "@/components/messages/evaluation";
import { Field, TextArea } from "@/components/ui/Field";
import { MAX_NOTE } from "@/types/labels";
import { Thumbs } from "./Thumbs";
import type { RowLabels } from "./useRowLabels";

const words = evaluation.thumbs;

/** What a person thinks of the row that is read, with room for a note. */
export function RowLabel({ row, labels }: { row: number; labels: RowLabels }) {
  const { note = "" } = labels.of(row) ?? {};
  const [written, setWritten] = useState<string>();
  const save = () => {
    if (written !== undefined && written.trim() !== note) labels.say(row, { note: written.trim() });
    setWritten(undefined);
  };
  return (
    <section aria-label={words.label} className="flex min-w-0 items-start gap-3">
      <Thumbs row={row} labels={{ ...labels, of: (at) => withoutNote(labels.of(at)) }} />
      <Field label={<span className="sr-only">{words.note}</span>} className="min-w-0 flex-1">
        <TextArea
          rows={1}
          maxLength={MAX_NOTE}
          placeholder={words.note}
          value={written ?? note}
          onChange={(event) => setWritten(event.target.value)}
          onBlur={save}
        />
      </Field>
    </section>
  );
}

/** It stands beside, in full. */
function withoutNote(label: ReturnType<RowLabels["of"]>) {
  return label && { ...label, note: undefined };
}
