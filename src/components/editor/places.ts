import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { splitAtPlaces } from "@/lib/nodes/places";

const mark = Decoration.mark({ class: "cm-place" });

/** `{{places}}` as chips. A place stands in one line, so that only lines in sight are looked at. */
export const placeMarks: Extension = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;
    constructor(view: EditorView) {
      this.marks = marksIn(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.marks = marksIn(update.view);
    }
  },
  { decorations: (plugin) => plugin.marks },
);

/** Of a long line only stretches are drawn: several ranges may lie in it. */
export function marksIn({ state, visibleRanges }: Pick<EditorView, "state" | "visibleRanges">): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  let marked = 0;
  for (const range of visibleRanges) {
    for (let at = Math.max(range.from, marked); at <= range.to; at = marked) {
      const line = state.doc.lineAt(at);
      let from = line.from;
      for (const part of splitAtPlaces(line.text)) {
        if (part.isPlace) marks.add(from, from + part.text.length, mark);
        from += part.text.length;
      }
      marked = line.to + 1;
    }
  }
  return marks.finish();
}

/** A name for a place, with a word on where it is from. */
export interface PlaceName {
  name: string;
  from: string;
}

/** Offers names once two braces are open that no backslash escapes. */
export function completePlaces(names: (text: string) => readonly PlaceName[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const open = context.matchBefore(/\\*\{\{[^{}\r\n]*$/);
    if (open === null) return null;
    const slashes = open.text.length - open.text.replace(/^\\+/, "").length;
    if (slashes % 2 === 1) return null;
    const from = open.from + slashes + 2 + blanksAfter(open.text.slice(slashes + 2));
    const options = names(context.state.doc.toString()).map(
      ({ name, from: detail }, index): Completion => ({ label: name, detail, apply: applyName, boost: -index }),
    );
    return options.length === 0 ? null : { from, options, validFor: /^[^{}\r\n]*$/ };
  };
}

/** The braces are closed, unless they are already. */
function applyName(view: EditorView, completion: Completion, from: number, to: number): void {
  const after = view.state.sliceDoc(to, to + 200);
  const closed = /^[^{}\r\n]*\}\}/.exec(after)?.[0];
  const insert = `${completion.label}}}`;
  view.dispatch({
    changes: { from, to: to + (closed?.length ?? 0), insert },
    selection: { anchor: from + insert.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}

function blanksAfter(text: string): number {
  return text.length - text.trimStart().length;
}
