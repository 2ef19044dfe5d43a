import { type GraphSketch, type NodeSketch, planModel } from "../support/graph";
import { llm, prompt } from "./sketches";

/** The workflows that the pictures show in which lists run. */

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
