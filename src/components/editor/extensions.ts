import {
  acceptCompletion,
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, defineLanguageFacet, indentOnInput, Language } from "@codemirror/language";
import { type Diagnostic, linter, lintKeymap } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { GFM, parser as markdown } from "@lezer/markdown";
import { editor as words } from "@/components/messages/editor";
import type { TextForm } from "@/components/nodes/editedFields";
import { editorTheme } from "./editorTheme";
import { javascript } from "./javascript";
import { placeMarks } from "./places";

export interface EditorHelp {
  /** The accessible name of the field. */
  label: string;
  placeholder?: string;
  /** What is wrong with the text, for forms that have faults. */
  faults?: (text: string) => TextFault[] | Promise<TextFault[]>;
  /** Offers names of places; of prompts. */
  complete?: CompletionSource;
  /** Keys of the page that answer in the editor too. */
  onSave: () => void;
}

export interface TextFault {
  from: number;
  to: number;
  message: string;
}

/** How long somebody pauses before a fault is marked, in milliseconds. */
const LINT_DELAY_MS = 300;

/** Everything that an editor of this form has. */
export function extensionsFor(form: TextForm, help: EditorHelp): Extension {
  const isProse = form === "prompt" || form === "prose" || form === "markdown";
  return [
    editorTheme(isProse ? "prose" : "code"),
    EditorState.phrases.of(words.phrases),
    EditorView.contentAttributes.of({ "aria-label": help.label, spellcheck: String(isProse) }),
    EditorView.lineWrapping,
    help.placeholder === undefined ? [] : placeholder(help.placeholder),
    history(),
    search({ top: true }),
    isProse ? [] : [lineNumbers(), bracketMatching()],
    languageOf(form),
    form === "prompt" ? placeMarks : [],
    autocompletion({ override: help.complete === undefined ? [] : [help.complete], icons: false }),
    help.faults === undefined ? [] : [lintOf(help.faults), keymap.of(lintKeymap)],
    keymap.of([
      { key: "Mod-s", run: answering(help.onSave) },
      // Elsewhere these keys run the workflow: here they add no line.
      { key: "Mod-Enter", run: () => true },
      { key: "Tab", run: acceptCompletion },
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}

function answering(act: () => void): () => true {
  return () => {
    act();
    return true;
  };
}

function languageOf(form: TextForm): Extension {
  if (form === "json" || form === "schema") {
    return [json(), closeBrackets(), keymap.of(closeBracketsKeymap), indentOnInput()];
  }
  if (form === "code") return [javascript, closeBrackets(), keymap.of(closeBracketsKeymap), indentOnInput()];
  return form === "lines" || form === "csv"
    ? []
    : new Language(defineLanguageFacet(), markdown.configure(GFM)).extension;
}

function lintOf(faults: NonNullable<EditorHelp["faults"]>): Extension {
  const source = async ({ state }: EditorView): Promise<Diagnostic[]> =>
    (await faults(state.doc.toString())).map((fault) => ({ ...fault, severity: "error" }));
  return linter(source, { delay: LINT_DELAY_MS });
}
