import { createCssVariablesTheme, createHighlighterCore, type LanguageInput } from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { own } from "@/types/own";

/** A piece of code in one colour; `kind` names the colour in the style sheet. */
export interface Token {
  text: string;
  kind?: string;
}

/** Longer code stays plain, in characters, and so do longer lines: it would hold up the page. */
const TOO_LONG = 50_000;
const LONG_LINE = 2_000;

const languages = {
  bash: () => import("@shikijs/langs/bash"),
  c: () => import("@shikijs/langs/c"),
  cpp: () => import("@shikijs/langs/cpp"),
  csharp: () => import("@shikijs/langs/csharp"),
  css: () => import("@shikijs/langs/css"),
  dart: () => import("@shikijs/langs/dart"),
  diff: () => import("@shikijs/langs/diff"),
  dockerfile: () => import("@shikijs/langs/dockerfile"),
  elixir: () => import("@shikijs/langs/elixir"),
  go: () => import("@shikijs/langs/go"),
  graphql: () => import("@shikijs/langs/graphql"),
  haskell: () => import("@shikijs/langs/haskell"),
  html: () => import("@shikijs/langs/html"),
  ini: () => import("@shikijs/langs/ini"),
  java: () => import("@shikijs/langs/java"),
  javascript: () => import("@shikijs/langs/javascript"),
  json: () => import("@shikijs/langs/json"),
  jsonc: () => import("@shikijs/langs/jsonc"),
  jsx: () => import("@shikijs/langs/jsx"),
  kotlin: () => import("@shikijs/langs/kotlin"),
  latex: () => import("@shikijs/langs/latex"),
  lua: () => import("@shikijs/langs/lua"),
  makefile: () => import("@shikijs/langs/make"),
  markdown: () => import("@shikijs/langs/markdown"),
  nginx: () => import("@shikijs/langs/nginx"),
  perl: () => import("@shikijs/langs/perl"),
  php: () => import("@shikijs/langs/php"),
  powershell: () => import("@shikijs/langs/powershell"),
  python: () => import("@shikijs/langs/python"),
  r: () => import("@shikijs/langs/r"),
  ruby: () => import("@shikijs/langs/ruby"),
  rust: () => import("@shikijs/langs/rust"),
  scala: () => import("@shikijs/langs/scala"),
  scss: () => import("@shikijs/langs/scss"),
  sql: () => import("@shikijs/langs/sql"),
  svelte: () => import("@shikijs/langs/svelte"),
  swift: () => import("@shikijs/langs/swift"),
  toml: () => import("@shikijs/langs/toml"),
  tsx: () => import("@shikijs/langs/tsx"),
  typescript: () => import("@shikijs/langs/typescript"),
  vue: () => import("@shikijs/langs/vue"),
  xml: () => import("@shikijs/langs/xml"),
  yaml: () => import("@shikijs/langs/yaml"),
} satisfies Record<string, LanguageInput>;

const aliases: Record<string, keyof typeof languages> = {
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  console: "bash",
  "c++": "cpp",
  cs: "csharp",
  "c#": "csharp",
  docker: "dockerfile",
  golang: "go",
  js: "javascript",
  mjs: "javascript",
  json5: "jsonc",
  kt: "kotlin",
  tex: "latex",
  make: "makefile",
  md: "markdown",
  ps1: "powershell",
  py: "python",
  rb: "ruby",
  rs: "rust",
  ts: "typescript",
  yml: "yaml",
  svg: "xml",
};

function languageOf(name: string): keyof typeof languages | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(languages, lower) ? (lower as keyof typeof languages) : own(aliases, lower);
}

const theme = createCssVariablesTheme({ name: "tokens", variablePrefix: "--", fontStyle: false });
let loading: ReturnType<typeof createHighlighterCore> | undefined;

/** Code in lines of coloured pieces; undefined for a language that is not known here, and for very long code. */
export async function highlight(code: string, name: string): Promise<Token[][] | undefined> {
  const lang = languageOf(name);
  if (lang === undefined || code.length > TOO_LONG) return undefined;
  // Without WebAssembly, which the page may not run.
  loading ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const highlighter = await loading;
  await highlighter.loadLanguage(languages[lang]);
  const { tokens } = highlighter.codeToTokens(code, {
    lang,
    theme: "tokens",
    tokenizeMaxLineLength: LONG_LINE,
    // By length, not by time: a busy computer shows the same colours.
    tokenizeTimeLimit: 0,
  });
  return tokens.map((line) => line.map(({ content, color }) => ({ text: content, kind: kindOf(color) })));
}

/** `keyword` of `var(--token-keyword)`. */
function kindOf(color: string | undefined): string | undefined {
  return /^var\(--token-([a-z-]+)\)$/.exec(color ?? "")?.[1];
}
