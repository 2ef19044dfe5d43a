import { Annotation, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefObject, useEffect, useRef } from "react";
import { changeTo } from "./changeTo";

export interface CodeEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Fixed for as long as the editor stands. */
  extensions: Extension;
  /** Once. */
  onReady?: (view: EditorView) => void;
  className?: string;
}

/** Of a change that `value` brought: it is told to nobody, who may know a newer one already. */
const fromOutside = Annotation.define<true>();

/** CodeMirror as a field. What it holds follows `value` when that comes from elsewhere, as a step of its own undo. */
export function CodeEditor({ value, onChange, extensions, onReady, className }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ value, onChange, onReady, extensions });
  useEffect(() => {
    latest.current.onChange = onChange;
  });
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const given = latest.current;
    const listen = EditorView.updateListener.of((update) => {
      if (!update.docChanged || update.transactions.some((one) => one.annotation(fromOutside))) return;
      given.value = update.state.doc.toString();
      given.onChange(given.value);
    });
    const state = EditorState.create({ doc: given.value, extensions: [given.extensions, listen] });
    const editor = new EditorView({ parent, state });
    view.current = editor;
    given.onReady?.(editor);
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || value === latest.current.value) return;
    latest.current.value = value;
    const change = changeTo(editor.state.doc.toString(), value);
    if (change !== undefined) editor.dispatch({ changes: change, annotations: fromOutside.of(true) });
  }, [value]);
  useEscapeOfItsOwn(host);
  return <div ref={host} className={className} />;
}

/** Escape that closed a list or a panel of the editor does not close the dialog as well. */
function useEscapeOfItsOwn(host: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = host.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && event.defaultPrevented) event.stopPropagation();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [host]);
}
