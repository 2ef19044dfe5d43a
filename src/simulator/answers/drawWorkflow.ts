import type { Ask } from "./ask";
import { themeOf } from "./theme";

interface Drawn {
  name: string;
  nodes: { id: string; kind: string; title?: string; settings?: Record<string, unknown>; keep?: boolean }[];
  wires: [string, string][];
  remarks: string[];
}

/** The form of the answer that is asked for, as the instructions word it. */
export function asksForWorkflow({ system }: Ask): boolean {
  return system.includes('"wires"') && system.includes('"nodes"');
}

/** A workflow as a model would draw it; `isWrong`: with a wire that leads nowhere. */
export function drawWorkflow(prompt: string, isWrong: boolean): string {
  const drawn = changeSelection(prompt) ?? (speaksOfRows(prompt) ? overRows(prompt) : oneAnswer(prompt));
  if (isWrong) drawn.wires.push(["nowhere.text", "result.value"]);
  return `Here it is:\n\n\`\`\`json\n${JSON.stringify(drawn, null, 2)}\n\`\`\``;
}

const speaksOfRows = (prompt: string) => /\b(rows?|csv|table|each|every|list)\b/i.test(prompt);

function oneAnswer(prompt: string): Drawn {
  const theme = themeOf(prompt);
  return {
    name: `About ${theme}`.slice(0, 80),
    nodes: [
      { id: "ask", kind: "prompt", title: "Ask", settings: { text: `Write a short text about ${theme}.` } },
      { id: "write", kind: "llmGenerate", title: "Write", settings: { system: "Answer with the text alone." } },
      { id: "result", kind: "output", title: "Text", settings: { format: "markdown" } },
    ],
    wires: [
      ["ask.text", "write.prompt"],
      ["write.text", "result.value"],
    ],
    remarks: [`Write over the prompt to ask for something other than ${theme}.`],
  };
}

function overRows(prompt: string): Drawn {
  const theme = themeOf(prompt);
  return {
    name: `Rows about ${theme}`.slice(0, 80),
    nodes: [
      {
        id: "rows",
        kind: "list",
        title: "Rows",
        settings: { split: "csv", text: "name,fact\nAda,first\nGrace,second" },
      },
      { id: "ask", kind: "prompt", title: "For each row", settings: { text: `About ${theme}: {{name}}, {{fact}}.` } },
      { id: "write", kind: "llmGenerate", title: "Write", settings: {} },
      { id: "result", kind: "output", title: "All rows", settings: { format: "auto" } },
    ],
    wires: [
      ["rows.items", "ask.data"],
      ["ask.text", "write.prompt"],
      ["write.text", "result.value"],
    ],
    remarks: ["Paste your own rows into the list."],
  };
}

/** What stands already, and a second look at its last answer. */
function changeSelection(prompt: string): Drawn | undefined {
  const start = prompt.indexOf('{"nodes":');
  if (start === -1 || !prompt.includes('"keep"')) return undefined;
  const { nodes, wires } = JSON.parse(prompt.slice(start)) as Drawn;
  const last = nodes.findLast(({ kind }) => kind === "llmGenerate");
  const kept = nodes.map(({ id, kind }) => ({ id, kind, keep: true }));
  if (last === undefined) return { name: "", nodes: kept, wires, remarks: ["There is no answer to look at."] };
  return {
    name: "",
    nodes: [
      ...kept,
      { id: "lookAgain", kind: "prompt", title: "Look again", settings: { text: "Improve this text:\n\n{{text}}" } },
      { id: "improve", kind: "llmGenerate", title: "Improve", settings: {} },
    ],
    wires: [...wires, [`${last.id}.text`, "lookAgain.text"], ["lookAgain.text", "improve.prompt"]],
    remarks: [],
  };
}
