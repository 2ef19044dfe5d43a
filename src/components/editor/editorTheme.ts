import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const control = {
  height: "30px",
  fontSize: "13px",
  border: "1px solid var(--color-line)",
  borderRadius: "9px",
  color: "var(--color-ink)",
};

/** Colours, corners and letters of the page's tokens, which follow the theme by themselves. */
const look = EditorView.theme({
  "&": { height: "100%", color: "var(--color-ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { overflow: "auto", overscrollBehavior: "contain" },
  ".cm-content": { caretColor: "var(--color-ink)", padding: "20px 0" },
  ".cm-line": { padding: "0 20px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--color-ink)" },
  ".cm-placeholder": { color: "var(--color-ink-3)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    color: "var(--color-ink-3)",
    borderRight: "1px solid var(--color-line)",
    fontSize: "12px",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 12px", minWidth: "40px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--color-ink)" },
  ".cm-place": {
    borderRadius: "5px",
    boxShadow: "0 0 0 2px var(--color-accent-soft)",
    backgroundColor: "var(--color-accent-soft)",
    color: "var(--color-accent-ink)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--color-accent-soft)",
    color: "inherit",
  },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--color-error-soft)" },
  ".cm-searchMatch": { backgroundColor: "var(--color-waiting-soft)", outline: "1px solid var(--color-waiting)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--color-accent-soft)", outlineColor: "var(--color-accent-ink)" },
  ".cm-panels": { backgroundColor: "var(--color-card)", color: "var(--color-ink)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--color-line)" },
  ".cm-panel.cm-search": { padding: "8px 44px 8px 16px", fontSize: "13px" },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "4px",
    margin: "0 12px 0 4px",
    fontSize: "13px",
    verticalAlign: "middle",
  },
  ".cm-panel.cm-search [name=close]": { fontSize: "20px", width: "28px", height: "28px", top: "8px", right: "8px" },
  ".cm-panel .cm-textfield": { ...control, padding: "0 8px", backgroundColor: "var(--color-field)" },
  ".cm-panel .cm-button": {
    ...control,
    padding: "0 10px",
    backgroundImage: "none",
    backgroundColor: "var(--color-card)",
  },
  ".cm-panel .cm-button:hover": { backgroundColor: "var(--color-hover)" },
  ".cm-tooltip": {
    border: "1px solid var(--color-line)",
    borderRadius: "12px",
    backgroundColor: "var(--color-panel)",
    color: "var(--color-ink)",
    boxShadow: "var(--shadow-float)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "280px", padding: "4px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "center",
    gap: "12px",
    minHeight: "30px",
    padding: "0 10px",
    borderRadius: "9px",
    fontSize: "13px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--color-hover)",
    color: "var(--color-ink)",
  },
  ".cm-completionLabel": { fontFamily: "var(--font-mono)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { marginLeft: "auto", fontStyle: "normal", color: "var(--color-ink-3)" },
  ".cm-diagnostic": { padding: "6px 10px", fontSize: "13px", borderLeft: "none" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--color-error)",
    textUnderlineOffset: "3px",
  },
});

/** Text to be read and written at length, in a column that the eye can follow. */
const prose = EditorView.theme({
  ".cm-scroller": { fontFamily: "var(--font-sans)", fontSize: "15px", lineHeight: "24px" },
  ".cm-content": { maxWidth: "860px", margin: "0 auto" },
});

const code = EditorView.theme({
  "&.cm-focused": { boxShadow: "inset 0 0 0 1px var(--color-accent-ink)" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontSize: "13px", lineHeight: "20px" },
  ".cm-content": { padding: "12px 0" },
  ".cm-line": { padding: "0 16px 0 12px" },
});

/** The colours that code has in the reader too. */
const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.monospace, tags.string], color: "light-dark(#17693f, #7fd6a8)" },
  { tag: [tags.link, tags.url, tags.propertyName], color: "light-dark(#1d57b8, #8ab8ff)" },
  { tag: [tags.number, tags.bool, tags.null], color: "light-dark(#96480a, #f0b37a)" },
  { tag: tags.keyword, color: "light-dark(#8a2f8f, #e0a2e6)" },
  { tag: tags.comment, color: "var(--color-ink-3)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.quote], color: "var(--color-ink-2)" },
]);

export function editorTheme(kind: "prose" | "code"): Extension {
  return [look, kind === "prose" ? prose : code, syntaxHighlighting(colours)];
}
