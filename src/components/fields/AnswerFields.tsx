import { ListTree } from "lucide-react";
import { useState } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { keyOf } from "@/components/nodes/editedFields";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { type EditedField, openEditor } from "@/store/dialogStore";
import type { ChangeLlm } from "./changeLlm";

const firstSchema = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false,
};

/** Free text, or JSON that follows a schema. */
export function AnswerFields(props: { view: LlmNodeView; field: EditedField; onChange: ChangeLlm }) {
  const { view, field, onChange } = props;
  const { jsonSchema } = view.data;
  const canJson = view.model?.supports.jsonSchema ?? true;
  return (
    <>
      <Field
        label={words.answer}
        control="button"
        hint={canJson ? undefined : (view.model?.reasons?.jsonSchema ?? words.schemaUnsupported)}
      >
        <SegmentedControl
          value={jsonSchema === undefined ? "text" : "json"}
          segments={[
            { value: "text", label: words.answerText },
            { value: "json", label: words.answerJson, disabled: !canJson },
          ]}
          onChange={(next) => onChange({ jsonSchema: next === "json" ? (jsonSchema ?? firstSchema) : undefined })}
        />
      </Field>
      {jsonSchema !== undefined && <SchemaField schema={jsonSchema} field={field} onChange={onChange} />}
    </>
  );
}

/** Keeps what is typed while it is not JSON yet, unless the schema is changed elsewhere; the node has the last that was. */
export function SchemaField(props: {
  schema: Record<string, unknown>;
  field: EditedField;
  onChange: (change: { jsonSchema: Record<string, unknown> }) => void;
}) {
  const { schema, field, onChange } = props;
  const saved = JSON.stringify(schema, null, 2);
  const [typed, setTyped] = useState<{ text: string; besides: string }>();
  const draft = typed?.besides === saved ? typed.text : undefined;
  const parsed = draft === undefined ? { schema } : parseSchema(draft);
  return (
    <Field
      label={words.schema}
      error={parsed.problem}
      aside={
        <Button size="sm" icon={ListTree} onClick={() => openEditor(field)}>
          {words.buildSchema}
        </Button>
      }
    >
      <TextArea
        data-edits={keyOf(field)}
        mono
        rows={9}
        spellCheck={false}
        value={draft ?? saved}
        onChange={(event) => {
          const text = event.target.value;
          const next = parseSchema(text);
          setTyped({ text, besides: next.schema === undefined ? saved : JSON.stringify(next.schema, null, 2) });
          if (next.schema !== undefined) onChange({ jsonSchema: next.schema });
        }}
        onBlur={() => parsed.problem === undefined && setTyped(undefined)}
        className="text-xs"
      />
    </Field>
  );
}

function parseSchema(text: string): { schema?: Record<string, unknown>; problem?: string } {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { schema: value as Record<string, unknown> } : { problem: words.schemaNotObject };
  } catch {
    return { problem: words.schemaInvalid };
  }
}
