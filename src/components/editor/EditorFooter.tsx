import { openSearchPanel } from "@codemirror/search";
import { EditorView } from "@codemirror/view";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { numberText } from "@/components/language/locale";
import { editor as words } from "@/components/messages/editor";
import { IconButton } from "@/components/ui/IconButton";
import type { TextFault } from "./extensions";

/** Under an editor: what is wrong, which leads there, and what else is told of the text. */
export function EditorFooter(props: {
  view: () => EditorView | null;
  /** With the text that its places are in. */
  fault?: TextFault & { text: string };
  children?: ReactNode;
}) {
  const { view, fault, children } = props;
  const find = () => {
    const editor = view();
    if (editor !== null) openSearchPanel(editor);
  };
  return (
    <footer className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t bg-card py-1 pr-2 pl-4 text-ink-2 text-xs">
      <span role="status" className="contents">
        {fault && (
          <button
            type="button"
            onClick={() => goTo(view(), fault.from)}
            className="rounded-sm text-left text-error underline-offset-2 hover:underline"
          >
            {told(fault)}
          </button>
        )}
      </span>
      {children}
      <IconButton size="sm" icon={Search} label={words.find} onClick={find} className="ml-auto" />
    </footer>
  );
}

function told({ text, from, message }: TextFault & { text: string }): string {
  const lines = text.slice(0, from).split(/\r\n|[\r\n]/);
  return words.at(numberText(lines.length), numberText((lines.at(-1)?.length ?? 0) + 1), message);
}

function goTo(view: EditorView | null, at: number): void {
  if (view === null) return;
  view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, effects: EditorView.scrollIntoView(at) });
  view.focus();
}
