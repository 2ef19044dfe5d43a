import { plural } from "@/components/language/locale";

/** Words of having a model draw a workflow. */
export const drafts = {
  title: "Describe a workflow",
  changeTitle: "Describe a change",
  intro: "A model draws it with the nodes of this canvas. You see it before anything changes, and nothing runs.",
  wish: "What should the workflow do?",
  changeWish: (count: number) =>
    plural(count, {
      one: "What should become of the selected node?",
      other: `What should become of the ${count} selected nodes?`,
    }),
  placeholder: "Translate every row of a table into French, have a second model check it, and show both",
  changePlaceholder: "Let a second model check the answer before it goes on",
  sourceHint:
    "A workflow of another program (n8n, Flowise, Langflow, Dify, ComfyUI) can be pasted here as the text of its file.",
  isSource: "This is the file of another program: it will be drawn with our nodes.",
  tooLong: "This is more text than a model can be sent at once.",
  draw: "Draw it",
  stop: "Stop",
  drawing: "The model draws…",
  seconds: (seconds: number) =>
    plural(seconds, { one: "The model draws… one second", other: `The model draws… ${seconds} seconds` }),
  ghost: "Draft on the canvas",
  added: (count: number) => plural(count, { one: "One new node", other: `${count} new nodes` }),
  changed: (count: number) => plural(count, { one: "one changed", other: `${count} changed` }),
  removed: (count: number) => plural(count, { one: "one taken away", other: `${count} taken away` }),
  wires: (count: number) => plural(count, { one: "One wire changes", other: `${count} wires change` }),
  mended: (count: number) =>
    plural(count, {
      one: "The model mended it once before it could run.",
      other: `The model mended it ${count} times before it could run.`,
    }),
  nothing: "The draft changes nothing.",
  spent: (tokens: string, payer: string) => `${tokens} tokens, paid by ${payer}`,
  take: "Take it",
  leave: "Leave it",
  again: "Say it otherwise",
  isNew: "new",
  isChanged: "changed",
  isRemoved: "goes away",
  report: {
    title: "What is different here",
    intro: "The workflow of the other program is open. This did not come over as it was:",
    close: "Go on",
    kind: (node: string, type: string) =>
      `${node}: there is no node like ${type} here. A note stands in its place and keeps its settings.`,
    wire: (from: string, to: string) => `The wire from ${from} to ${to} leads nowhere here and was left out.`,
    joined: (node: string) =>
      `${node} got several texts, of which the last one counted. Here they are joined in their order.`,
    pattern: (node: string, pattern: string) =>
      `${node} was split by the pattern ${pattern}. Here it is split into lines.`,
    picture: (node: string, file: string) => `${node}: the picture ${file} is not in the file. Choose it again.`,
    provider: (node: string, provider: string) =>
      `${node} ran on ${provider}, which is not known here. Choose who answers.`,
  },
} as const;
