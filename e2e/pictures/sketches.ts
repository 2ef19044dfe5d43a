import { type GraphSketch, type NodeSketch, planModel } from "../support/graph";

/** The workflows that the pictures show. */

const llm = (id: string, title: string, at: [number, number], more: Record<string, unknown> = {}): NodeSketch => ({
  ...{ id, type: "llmGenerate", title, at },
  data: { ...planModel, ...more },
});

const prompt = (id: string, title: string, at: [number, number], text: string): NodeSketch => ({
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

const towns = [
  "Bergen",
  "Porto",
  "Ghent",
  "Turku",
  "Graz",
  "Brno",
  "Cork",
  "Lucca",
  "Basel",
  "Tartu",
  "Nantes",
  "Kiel",
];

/** Twelve chains of four nodes and what gathers them; two prompts are declined. */
export const manyTowns: GraphSketch = {
  name: "Twelve towns",
  nodes: [
    ...towns.flatMap((town, index): NodeSketch[] => {
      const [x, y] = [Math.floor(index / 4) * 1500, (index % 4) * 430];
      const declined = index === 2 || index === 7 ? "[content-filter] " : "";
      return [
        prompt(`ask${index}`, town, [x, y], `${declined}Write about ${town} for people who arrive by train.`),
        llm(`write${index}`, `Write about ${town}`, [x + 350, y]),
        prompt(`again${index}`, "Shorten", [x + 700, y], "Summarise:\n\n{{text}}"),
        llm(`short${index}`, `Short ${town}`, [x + 1050, y]),
      ];
    }),
    { id: "join", type: "join", title: "All towns", at: [4600, 500], data: { separator: "\n\n" } },
    { id: "guide", type: "output", title: "Guide", at: [5000, 500], data: { name: "guide" } },
  ],
  wires: [
    ...towns.flatMap((_, index) => [
      `ask${index}.text > write${index}.prompt`,
      `write${index}.text > again${index}.text`,
      `again${index}.text > short${index}.prompt`,
      `short${index}.text > join.items`,
    ]),
    "join.text > guide.value",
  ],
  groups: [
    { id: "north", title: "First week", colour: "blue", nodes: chainsOf(0, 4) },
    { id: "middle", title: "Second week", colour: "green", nodes: chainsOf(4, 8) },
    { id: "south", title: "Third week", colour: "pink", nodes: chainsOf(8, 12) },
  ],
};

function chainsOf(from: number, to: number): string[] {
  const numbers = towns.map((_, index) => index).slice(from, to);
  return numbers.flatMap((index) => [`ask${index}`, `write${index}`, `again${index}`, `short${index}`]);
}

const reviewTexts = [
  "The lamp is lovely, but the switch feels cheap.",
  "Arrived in two days, well packed. Thank you!",
  "Third kettle that leaks. I want my money back.",
  "The backpack kept everything dry on a very wet ride.",
  "The notebook is fine; the paper is thinner than before.",
  "Nobody answers my mails about the missing charger.",
  "My daughter reads with it every night.",
  "The colour is not the one in the picture.",
];
const people = ["Ines", "Tom", "Mara", "Jonas", "Aiko", "Paul", "Lena", "Omar", "Ruth", "Kai"];
const shops = ["Web", "Berlin", "Lyon", "Oslo"];

/** Forty reviews, each with an answer in fields and one in words. */
export const reviews: GraphSketch = {
  name: "Reviews of the week",
  nodes: [
    { id: "rows", type: "list", title: "Reviews", at: [0, 0], data: { text: reviewRows(), split: "csv" } },
    prompt("ask", "For each review", [370, 0], "A customer of {{shop}} writes:\n\n{{review}}"),
    llm("sort", "Sort", [740, 0], {
      system: "Say what it is about and how urgent it is.",
      jsonSchema: {
        type: "object",
        properties: {
          topic: { type: "string", enum: ["product", "delivery", "service"] },
          urgency: { type: "integer", minimum: 1, maximum: 5 },
          happy: { type: "boolean" },
        },
        required: ["topic", "urgency", "happy"],
        additionalProperties: false,
      },
    }),
    llm("reply", "Reply", [740, 420], { system: "You answer customers, warmly and in two sentences." }),
    { id: "out", type: "output", title: "Replies", at: [1110, 420], data: { name: "replies" } },
  ],
  wires: ["rows.items > ask.data", "ask.text > sort.prompt", "ask.text > reply.prompt", "reply.text > out.value"],
};

const capitals = `country,capital
Japan,Tokyo
Kenya,Nairobi
Peru,Lima
Norway,Oslo
India,New Delhi
Canada,Ottawa`;

/** Answers held against what is right, by a rule and by two judges. */
export const scoredAnswers: GraphSketch = {
  name: "Capitals",
  nodes: [
    { id: "rows", type: "list", title: "Countries", at: [0, 120], data: { text: capitals, split: "csv" } },
    prompt("ask", "Ask", [340, 0], "What is the capital of {{country}}? Answer with its name alone."),
    llm("answer", "Answer", [680, 0], {}),
    { id: "right", type: "jsonExtract", title: "Right answer", at: [680, 340], data: { path: "/capital" } },
    {
      id: "rule",
      type: "score",
      title: "Has the name",
      at: [1040, -60],
      data: { method: "contains", ignoreCase: true },
    },
    {
      id: "judges",
      type: "score",
      title: "Judges",
      at: [1040, 230],
      data: {
        method: "judge",
        rubric: "5: names the right city and nothing else. 3: right, with more words. 1: wrong.",
        judges: [planModel, { ...planModel, model: "gpt-6-luna" }],
      },
    },
  ],
  wires: [
    "rows.items > ask.data",
    "rows.items > right.json",
    "ask.text > answer.prompt",
    "answer.text > rule.value",
    "right.value > rule.reference",
    "answer.text > judges.value",
    "right.value > judges.reference",
    "ask.text > judges.context",
  ],
};

function reviewRows(): string {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const text = reviewTexts[(index * 5) % reviewTexts.length];
    const shop = shops[(index * 3 + Math.floor(index / 8)) % shops.length];
    return `${people[(index * 7) % people.length]},${shop},${1 + ((index * 11) % 5)},"${text}"`;
  });
  return ["name,shop,stars,review", ...rows].join("\n");
}

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

export { llm, prompt };

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

const townLines = ["surroundings", "second question", "practice", "described"].flatMap((word, place) =>
  ["Bergen", "Porto", "Ghent", "Lviv", "Tartu", "Busan", "Cusco", "Hobart", "Oaxaca", "Perth"].map((town) =>
    JSON.stringify({ town: `${town} ${"I".repeat(place + 1)}`, wanted: word }),
  ),
);

/** Forty rows, three models, what each of their answers is worth, and a table of all. */
export const evaluation: GraphSketch = {
  name: "Which model knows its towns",
  nodes: [
    { id: "rows", type: "list", title: "Rows", at: [0, 0], data: { text: townLines.join("\n"), split: "jsonl" } },
    prompt("ask", "Ask", [370, 0], "A line on {{town}}"),
    { id: "wanted", type: "jsonExtract", title: "Wanted", at: [370, 300], data: { path: "/wanted" } },
    ...["A", "B", "C"].flatMap((name, place): NodeSketch[] => [
      llm(`m${name}`, `Model ${name}`, [740, 320 * place], { system: `You are ${name}.` }),
      {
        ...{ id: `s${name}`, type: "score", title: `Score ${name}`, at: [1110, 320 * place] },
        data: { method: "contains", ignoreCase: true },
      },
    ]),
    { id: "table", type: "table", title: "Towns", at: [370, 480], data: { spread: true } },
  ],
  wires: [
    ...["rows.items > ask.data", "rows.items > wanted.json", "rows.items > table.columns"],
    ...["A", "B", "C"].flatMap((name) => [
      ...[`ask.text > m${name}.prompt`, `m${name}.text > s${name}.value`, `wanted.value > s${name}.reference`],
      ...[`m${name}.text > table.columns`, `s${name}.score > table.columns`],
    ]),
  ],
};
