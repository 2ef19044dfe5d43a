import { type GraphSketch, type NodeSketch, planModel } from "../support/graph";

/** The workflows that the pictures show. */

/** A node with a model of the plan. */
export const llm = (
  id: string,
  title: string,
  at: [number, number],
  more: Record<string, unknown> = {},
): NodeSketch => ({
  ...{ id, type: "llmGenerate", title, at },
  data: { ...planModel, ...more },
});

export const prompt = (id: string, title: string, at: [number, number], text: string): NodeSketch => ({
  ...{ id, type: "prompt", title, at },
  data: { text },
});

const products = `product,audience,benefit
Aurel desk lamp,people who read at night,dims to candle light with one touch
Fjord kettle,tea drinkers,boils one cup in forty seconds
Nimbus backpack,bicycle commuters,stays dry in a downpour
Tern notebook,students,lies flat on any page`;

/** A table at the top, a draft and its critique in a group below. */
export const productCopy: GraphSketch = {
  name: "Product copy",
  nodes: [
    { id: "rows", type: "list", title: "Rows", at: [0, 0], data: { text: products, split: "csv" } },
    prompt(
      "ask",
      "For each row",
      [370, 0],
      "Write one line of product copy for {{product}}, for {{audience}}. It should say that it {{benefit}}.",
    ),
    llm("write", "Write", [740, 0]),
    { id: "all", type: "output", title: "All lines", at: [1110, 0], data: { name: "lines" } },
    prompt("brief", "Brief", [0, 480], "Write the opening paragraph of a guide for people who move to a new town."),
    llm("draft", "Draft", [370, 480]),
    prompt("editor", "Ask an editor", [740, 480], "Critique this text, and name its weakest point:\n\n{{text}}"),
    llm("critique", "Critique", [1110, 480]),
  ],
  wires: [
    "rows.items > ask.data",
    "ask.text > write.prompt",
    "write.text > all.value",
    "brief.text > draft.prompt",
    "draft.text > editor.text",
    "editor.text > critique.prompt",
  ],
  groups: [{ id: "guide", title: "Guide", colour: "blue", nodes: ["brief", "draft", "editor", "critique"] }],
};

const noteText = `### Before it goes out

- [x] ask two people to read it
- [ ] try a **shorter** opening

The second opinion costs time: it is off until the text is done.`;

/** A group, a note, a comment, a node that is off. */
export const letter: GraphSketch = {
  name: "Letter to the neighbours",
  nodes: [
    prompt("brief", "Brief", [0, 0], "Write a friendly letter to the neighbours about the summer party."),
    { ...llm("draft", "Draft", [370, 0]), comment: "The tone of last year's letter was right." },
    prompt("editor", "Ask an editor", [740, 0], "Critique this text:\n\n{{text}}"),
    llm("critique", "Critique", [1110, 0]),
    { ...llm("second", "Second opinion", [740, 420]), off: "muted" },
    { id: "note", type: "note", title: "Note", at: [0, 400], data: { text: noteText } },
  ],
  wires: [
    "brief.text > draft.prompt",
    "draft.text > editor.text",
    "editor.text > critique.prompt",
    "draft.text > second.prompt",
  ],
  groups: [
    { id: "text", title: "The letter", colour: "green", nodes: ["brief", "draft"] },
    { id: "check", title: "What an editor says", colour: "amber", nodes: ["editor", "critique"] },
  ],
};

/** What a text of many parts looks like, without a model. */
const report = `# A month of the small shop

Sales grew by **12 %** while the number of visitors stayed where it was. What changed is the share of people who come back, $r$.

## What we counted

| product | sold | returned |
| --- | ---: | ---: |
| Aurel desk lamp | 214 | 3 |
| Fjord kettle | 187 | 11 |
| Nimbus backpack | 96 | 1 |

The kettle comes back too often. Its lid is to be looked at.

## How it follows

With $n$ visitors and a share $r$ of them who return,

$$
s = n \\cdot \\bigl(p + r\\,(1 - p)\\bigr), \\qquad r = \\frac{s/n - p}{1 - p}
$$

## How it was computed

\`\`\`python
def share_of_returning(sales: int, visitors: int, p: float) -> float:
    """The share of visitors who come back."""
    return (sales / visitors - p) / (1 - p)


print(share_of_returning(497, 2600, 0.12))  # 0.081
\`\`\`

## What to do

1. Ask the maker of the kettle about its lid.
2. Write to those who bought a lamp in spring.
3. Look again in a month.
`;

export const monthReport = shown("Monthly report", "Report", report);

const facts = {
  shop: "Harbour Street 4",
  month: "2026-10",
  products: [
    { name: "Aurel desk lamp", sold: 214, returned: 3, tags: ["light", "desk"] },
    { name: "Fjord kettle", sold: 187, returned: 11, tags: ["kitchen"] },
  ],
  open: true,
  next: null,
};

export const monthFacts = shown("Monthly facts", "Facts", JSON.stringify(facts));

/** A text that stands in an output, without a model. */
function shown(name: string, title: string, text: string): GraphSketch {
  return {
    name,
    nodes: [
      prompt("text", "Text", [60, 160], text),
      { id: "result", type: "output", title, at: [420, 160], data: { name: "result" } },
    ],
    wires: ["text.text > result.value"],
  };
}

/** A question, its answer, an output; all of it fits beside the panel at zoom 1. */
export function oneAnswer(text: string, name = "Rivers"): GraphSketch {
  return {
    name,
    nodes: [
      prompt("ask", "Question", [80, 200], text),
      llm("answer", "Answer", [430, 160]),
      { id: "result", type: "output", title: "Result", at: [790, 200], data: { name: "result" } },
    ],
    wires: ["ask.text > answer.prompt", "answer.text > result.value"],
  };
}

/** One question, two models. */
export const twoModels: GraphSketch = {
  name: "Which model?",
  nodes: [
    prompt("ask", "Question", [60, 200], "Write about the first day in a new town, in plain words."),
    {
      ...{ id: "compare", type: "compare", title: "Side by side", at: [420, 140] },
      data: { variants: [planModel, { ...planModel, model: "gpt-5.5" }] },
    },
    { id: "result", type: "output", title: "Both", at: [1000, 200], data: { name: "both" } },
  ],
  wires: ["ask.text > compare.prompt", "compare.results > result.value"],
};

/** What somebody else runs on a page: places of a prompt, a model, an output. */
export const postcard: GraphSketch = {
  name: "Postcard",
  nodes: [
    prompt(
      "ask",
      "Ask for it",
      [0, 0],
      "Write a postcard from {{place}}, in a {{voice}} voice. It should tell of this:\n\n{{moments}}",
    ),
    llm("write", "Postcard", [370, 0]),
    { id: "out", type: "output", title: "Postcard", at: [740, 0], data: { name: "postcard" } },
  ],
  wires: ["ask.text > write.prompt", "write.text > out.value"],
};
