import type { EditorView } from "@codemirror/view";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { runCommand } from "@/components/commands/registry";
import { titleOf } from "@/components/kinds/nodeViews";
import { editor as words } from "@/components/messages/editor";
import { inspector } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { scores } from "@/components/messages/scores";
import { transform } from "@/components/messages/transform";
import { changeField, settingOf, type TextForm } from "@/components/nodes/editedFields";
import { useArrivingColumns } from "@/components/nodes/useArrivingColumns";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import type { EditedField } from "@/store/dialogStore";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { CodeEditor } from "./CodeEditor";
import { codeFaults } from "./codeFaults";
import { EditorFooter } from "./EditorFooter";
import { extensionsFor, type TextFault } from "./extensions";
import { jsonFaults } from "./faults";
import { placeNames } from "./placeNames";
import { completePlaces, type PlaceName } from "./places";
import { textCounts } from "./textCounts";

export interface EditorBodyProps {
  node: WorkflowNode;
  field: EditedField;
  form: TextForm;
  /** The accessible name of the field. */
  label: string;
}

/** A text with all that helps to write it. */
export function TextEditor({ node, field, form, label }: EditorBodyProps) {
  const value = settingOf(node, field);
  const text = typeof value === "string" ? value : "";
  const view = useRef<EditorView>(null);
  const columns = useRef<readonly string[]>(undefined);
  columns.current = useArrivingColumns(node.id, ROW_PORT);
  // What a form needs does not change while its text is written.
  const [extensions] = useState(() =>
    extensionsFor(form, {
      label,
      placeholder: hintOf(node, field, form),
      faults: form === "json" ? jsonFaults : form === "code" ? codeFaults : undefined,
      complete: form === "prompt" ? completePlaces((text) => namesFor(node.id, text, columns.current)) : undefined,
      onSave: () => runCommand("save"),
    }),
  );
  // No instructions, and no rubric, are no setting.
  const write = (next: string) => changeField(field, form === "prose" ? next || undefined : next);
  return (
    <>
      <CodeEditor
        value={text}
        onChange={write}
        extensions={extensions}
        onReady={(ready) => {
          view.current = ready;
        }}
        className="min-h-0 flex-1"
      />
      <TextFooter text={text} form={form} view={() => view.current} />
    </>
  );
}

function TextFooter({ text, form, view }: { text: string; form: TextForm; view: () => EditorView | null }) {
  const seen = useDeferredValue(text);
  const counts = useMemo(() => textCounts(seen), [seen]);
  const [jsonFault] = useMemo(() => (form === "json" ? jsonFaults(seen) : []), [seen, form]);
  const fault = useCodeFault(form === "code" ? seen : "") ?? jsonFault;
  return (
    <EditorFooter view={view} fault={fault && { ...fault, text: seen }}>
      <span>{counts}</span>
      {form === "prompt" && <span className="max-sm:hidden">{words.placesHint}</span>}
    </EditorFooter>
  );
}

/** How long somebody pauses before code is tried, in milliseconds. */
const CODE_DELAY_MS = 400;

function useCodeFault(code: string): TextFault | undefined {
  const [found, setFound] = useState<{ code: string; fault: TextFault | undefined }>();
  useEffect(() => {
    let isNewest = true;
    const look = async () => {
      const [fault] = await codeFaults(code);
      if (isNewest) setFound({ code, fault });
    };
    const timer = setTimeout(() => void look(), CODE_DELAY_MS);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [code]);
  return found?.code === code ? found.fault : undefined;
}

function hintOf(node: WorkflowNode, { name }: EditedField, form: TextForm): string {
  if (form === "prompt") return nodeWords.prompt.placeholder;
  if (form === "code") return transform.placeholder;
  if (name === "rubric") return scores.rubricPlaceholder;
  if (form === "prose") return inspector.instructionsPlaceholder;
  if (form === "markdown") return nodeWords.note.placeholder;
  return nodeWords.list.placeholder[nodeKinds.list.schema.safeParse(node.data).data?.split ?? "lines"];
}

/** As the document is when somebody asks. */
function namesFor(nodeId: string, text: string, columns: readonly string[] | undefined): PlaceName[] {
  const { workflow } = workflowStore.getState();
  return workflow === null ? [] : placeNames(workflow, nodeId, { text, columns, titleOf });
}
