import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { changeTo } from "./changeTo";

export interface CodeEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Fixed for as long as the editor stands. */
  extensions: Extension;
  /** Once, with the focus in it when `focused`. */
  onReady?: (view: EditorView) => void;
  focused?: boolean;
  className?: string;
}

/** CodeMirror as a field. What it holds follows `value` when that comes from elsewhere, as a step of its own undo. */
export function CodeEditor({ value, onChange, extensions, onReady, focused, className }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ value, onChange, onReady, extensions, focused });
  useEffect(() => {
    latest.current.onChange = onChange;
  });
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const given = latest.current;
    const listen = EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      given.value = update.state.doc.toString();
      given.onChange(given.value);
    });
    const state = EditorState.create({ doc: given.value, extensions: [given.extensions, listen] });
    const editor = new EditorView({ parent, state });
    view.current = editor;
    given.onReady?.(editor);
    if (given.focused) editor.focus();
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || value === latest.current.value) return;
    latest.current.value = value;
    const change = changeTo(editor.state.doc.toString(), value);
    if (change !== undefined) editor.dispatch({ changes: change });
  }, [value]);
  useEscapeOfItsOwn(host);
  return <div ref={host} className={className} />;
}

/** Escape that closed a list or a panel of the editor does not close the dialog as well. */
function useEscapeOfItsOwn(host: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = host.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && event.defaultPrevented) event.stopPropagation();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [host]);
}
