import { undo } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { runCommand } from "@/components/commands/registry";
import { useMediaQuery } from "@/components/hooks/useMediaQuery";
import { editor as words } from "@/components/messages/editor";
import { changeField, settingOf } from "@/components/nodes/editedFields";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { isSchemaObject, type SchemaObject } from "@/lib/schemas/parts";
import { CodeEditor } from "./CodeEditor";
import { EditorFooter } from "./EditorFooter";
import { extensionsFor } from "./extensions";
import { parseSchema, schemaFaults } from "./faults";
import { SchemaBuilder } from "./schema/SchemaBuilder";
import type { EditorBodyProps } from "./TextEditor";

const views = ["fields", "json"] as const;

/** A JSON schema as fields beside its JSON; where there is no room for both, one of them. The node has what is valid. */
export function SchemaEditor({ node, field, label }: EditorBodyProps) {
  const value = settingOf(node, field);
  const schema = isSchemaObject(value) ? value : undefined;
  const { text, write } = useSchemaText(schema, (next) => changeField(field, next));
  const view = useRef<EditorView>(null);
  const hasRoom = useMediaQuery("(min-width: 1024px)");
  const [wished, setWished] = useState<(typeof views)[number]>("fields");
  const isBroken = parseSchema(text) === undefined;
  const shows = (one: (typeof views)[number]) => hasRoom || wished === one;
  return (
    <>
      {!hasRoom && (
        <SegmentedControl
          aria-label={words.schema.views}
          value={wished}
          segments={views.map((one) => ({ value: one, label: words.schema[one] }))}
          onChange={setWished}
          className="m-2"
        />
      )}
      <div className="flex min-h-0 flex-1">
        {shows("fields") && schema !== undefined && (
          <SchemaBuilder
            schema={schema}
            isBroken={isBroken}
            onChange={(next) => changeField(field, next)}
            onUndo={() => view.current !== null && undo(view.current)}
          />
        )}
        {/* Stays while it is not seen: it holds what can be undone. */}
        <div className={shows("json") ? "min-w-0 flex-1 border-line lg:border-l" : "hidden"}>
          <SchemaJson text={text} label={label} onChange={write} onReady={(ready) => (view.current = ready)} />
        </div>
      </div>
      <SchemaFooter text={text} view={() => view.current} />
    </>
  );
}

/** The schema as it is written: also while it is no schema, when the node keeps the last one that was. */
function useSchemaText(schema: SchemaObject | undefined, save: (schema: SchemaObject) => void) {
  const [text, setText] = useState(() => toText(schema));
  const latest = useRef(text);
  const set = (next: string) => {
    latest.current = next;
    setText(next);
  };
  // What the text did not bring about comes from the fields, or from elsewhere.
  useEffect(() => {
    if (schema !== undefined && JSON.stringify(parseSchema(latest.current)) !== JSON.stringify(schema)) {
      latest.current = toText(schema);
      setText(latest.current);
    }
  }, [schema]);
  const write = (next: string) => {
    set(next);
    const parsed = parseSchema(next);
    if (parsed !== undefined && JSON.stringify(parsed) !== JSON.stringify(schema)) save(parsed);
  };
  return { text, write };
}

function toText(schema: SchemaObject | undefined): string {
  return schema === undefined ? "" : JSON.stringify(schema, null, 2);
}

function SchemaJson(props: {
  text: string;
  label: string;
  onChange: (text: string) => void;
  onReady: (view: EditorView) => void;
}) {
  const { text, label, onChange, onReady } = props;
  const [extensions] = useState(() =>
    extensionsFor("schema", { label, faults: schemaFaults, onSave: () => runCommand("save") }),
  );
  return (
    <CodeEditor value={text} onChange={onChange} extensions={extensions} onReady={onReady} className="h-full min-w-0" />
  );
}

function SchemaFooter({ text, view }: { text: string; view: () => EditorView | null }) {
  const seen = useDeferredValue(text);
  const [fault] = useMemo(() => schemaFaults(seen), [seen]);
  return (
    <EditorFooter view={view} fault={fault && { ...fault, text: seen }}>
      {fault === undefined ? words.usable : parseSchema(seen) === undefined && words.lastValid}
    </EditorFooter>
  );
}
