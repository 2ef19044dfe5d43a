import type { Ask } from "./ask";
import { type Flavour, flavourOf, itemCountOf } from "./flavour";
import { type Choices, createChoices } from "./random";
import { capitalized, keywordsOf, themeOf } from "./theme";

interface Material {
  theme: string;
  keywords: string[];
  prompt: string;
  choices: Choices;
}

/** A short, plausible answer to a prompt, in markdown now and then; the same for the same request. */
export function writeProse(ask: Ask, prompt: string): string {
  const choices = createChoices(`${ask.model}\n${ask.system}\n${prompt}`);
  const material: Material = { theme: themeOf(prompt), keywords: keywordsOf(prompt), prompt, choices };
  const seen = [...ask.images.map(describeImage), ...(ask.files ?? []).map(describeFile)];
  const body = seen.length > 0 && prompt.length < 60 ? "" : writers[flavourOf(prompt)](material);
  return [...seen, body].filter((part) => part !== "").join("\n\n");
}

function describeImage(image: Ask["images"][number], index: number): string {
  const size = image.bytes < 1024 ? `${image.bytes} bytes` : `${Math.round(image.bytes / 1024)} KB`;
  const shape = image.width === image.height ? "square" : image.width > image.height ? "wide" : "tall";
  return `Image ${index + 1} is a ${shape} ${image.mime} picture of ${image.width} × ${image.height} pixels (${size}). A simulator has no eyes, so this is all it can truthfully say about it.`;
}

function describeFile({ name, bytes, pages }: NonNullable<Ask["files"]>[number], index: number): string {
  const size = bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
  return `File ${index + 1}, ${name}, is a PDF of ${pages} ${pages === 1 ? "page" : "pages"} (${size}).`;
}

const writers: Record<Flavour, (material: Material) => string> = {
  greeting: ({ choices }) =>
    `${choices.pick(["Hello!", "Hi there!", "Good to see you."])} I am the simulated model: everything I say is made on this computer. Ask me for a list, a summary or a critique, and I will play along.`,

  list: ({ theme, keywords, prompt, choices }) => {
    const count = itemCountOf(prompt);
    const wantsNames = /\b(names?|titles?|slogans?|taglines?)\b/i.test(prompt);
    const forms = choices.shuffle(wantsNames ? nameForms : listIdeas);
    const items = Array.from({ length: count }, (_, index) => {
      const [head = "", rest = ""] = forms[index % forms.length] ?? [];
      const subject = capitalized(keywords[index % Math.max(keywords.length, 1)] ?? theme);
      const again = index >= forms.length ? ` ${Math.floor(index / forms.length) + 1}` : "";
      return `${index + 1}. **${head.replace("…", subject)}${again}**: ${rest}`;
    });
    return `Here ${count === 1 ? "is one" : `are ${count}`} on ${theme}:\n\n${items.join("\n")}`;
  },

  critique: ({ theme, keywords, choices }) => {
    const [first = theme, second = theme] = keywords;
    return `**What works.** ${choices.pick(["The voice is clear from the first line", "The subject is chosen well", "The opening earns attention"])}, and ${first} gives the piece a centre.

**What does not yet.**
- The part on ${second} asserts more than it shows; one concrete example would carry it.
- ${choices.pick(["Two sentences say the same thing twice.", "The middle slows down.", "The ending arrives before the reader is ready."])}
- It could be a third shorter without losing anything.

**Next step.** ${choices.pick(["Cut the first paragraph", "Lead with the strongest image", "End on the question instead of the answer"])} and read it aloud once.`;
  },

  rewrite: ({ theme, prompt, choices }) => {
    const source = longestPart(prompt);
    const sentences = source.match(/[^.!?\n]+[.!?]?/g)?.map((sentence) => sentence.trim()) ?? [];
    const kept = sentences.filter((sentence) => sentence.length > 20).slice(0, 4);
    if (kept.length === 0) return `A tighter version, about ${theme}: say it once, say it plainly, and stop.`;
    const opener = choices.pick(["Put simply:", "In fewer words:", "Here is a cleaner version."]);
    return `${opener}\n\n> ${kept.map(tighten).join(" ")}`;
  },

  summary: ({ theme, keywords, prompt, choices }) => {
    const words = longestPart(prompt).split(/\s+/).length;
    const [first = theme, second = "its setting", third = "what follows from it"] = keywords;
    return `${choices.pick(["In short", "The gist", "In one breath"])}: about ${words} words that turn on **${first}**. They set it against ${second}, and the point they leave you with is ${third}.`;
  },

  title: ({ theme, choices }) =>
    choices.pick([
      `${capitalized(theme)}: A Field Guide`,
      `The Quiet Life of ${capitalized(theme)}`,
      `What ${capitalized(theme)} Knows`,
      `${capitalized(theme)}, Plainly`,
    ]),

  line: ({ theme, prompt, choices }) => {
    const [, subject = theme] = /\bfor (?:the |an? )?([^,.\n]{3,60})/i.exec(prompt) ?? [];
    const [, claim = "does one thing, and does it well"] = /\bsay that it ([^.\n]{3,120})/i.exec(prompt) ?? [];
    return choices.pick([
      `The ${subject} ${claim}, and asks for nothing else.`,
      `Meet the ${subject}: it ${claim}.`,
      `Small things matter, so the ${subject} ${claim}.`,
      `Nobody asked for less: the ${subject} ${claim}.`,
      `One thing done well: the ${subject} ${claim}.`,
      `Every day a little better, because the ${subject} ${claim}.`,
    ]);
  },

  poem: ({ theme, keywords, choices }) => {
    const [first = theme, second = "morning"] = keywords;
    return choices.pick([
      `${capitalized(first)} at the door,\n${second} folded into light —\nnobody hurries.`,
      `*${capitalized(theme)}*\n\nIt came in small, the way the weather does,\nand asked for nothing but a place to be;\nby evening it was all there ever was,\nand ${first} was the word it left to me.`,
    ]);
  },

  prose: ({ theme, keywords, choices }) => {
    const [first = theme, second = "its surroundings"] = keywords;
    const opening = choices.pick([
      `The interesting thing about ${theme} is how ordinary it looks until you ask a second question.`,
      `Start with ${theme} as it is, not as it is usually described.`,
      `There are two ways to think about ${theme}, and most people only ever try the first.`,
    ]);
    const middle = choices.pick([
      `Seen closely, ${first} does most of the work, while ${second} decides how it feels.`,
      `Take ${first} away and little remains; take ${second} away and it still stands, only duller.`,
      `In practice ${first} and ${second} pull in different directions, and the good cases are those that let them.`,
    ]);
    const close = choices.pick([
      "So begin small, look at what happens, and keep the part that surprised you.",
      "That is reason enough to try it once before deciding.",
      "The rest is patience, and a willingness to be wrong early.",
    ]);
    const heading = choices.int(4) === 0 ? `### ${capitalized(theme)}\n\n` : "";
    return `${heading}${opening} ${middle}\n\n${close}`;
  },
};

/** Ideas that fit any theme: a head and what to say of it. */
const listIdeas: [string, string][] = [
  ["Begin with the obvious", "it is better than its reputation."],
  ["Make it small", "something to try this afternoon."],
  ["Bring a friend", "it works twice as well with two."],
  ["Spend nothing", "all it costs is attention."],
  ["Tell its story", "the part that people remember afterwards."],
  ["Take the slow way", "dull at first, then suddenly worth it."],
  ["Save it for a rainy day", "the weather does half the work."],
  ["Go a little too far", "bold enough to keep for last."],
  ["Borrow from an older craft", "somebody solved this long ago."],
  ["Do it quietly", "the favourite nobody talks about."],
];

/** Names with a place for a word of the prompt. */
const nameForms: [string, string][] = [
  ["The … Hour", "warm, and easy to say aloud."],
  ["Plain …", "says what it is and stops."],
  ["… & Sons", "old-fashioned in the good way."],
  ["Notes on …", "modest; leaves room to grow."],
  ["The Last …", "makes people ask what happened to the others."],
  ["… After Dark", "the same thing with the lights turned down."],
  ["Hello, …", "friendly on a sign."],
  ["Half a …", "odd enough to remember."],
];

/** The text a prompt works on: its longest paragraph, which is seldom the order itself. */
function longestPart(prompt: string): string {
  return prompt
    .split(/\n\s*\n|\n(?=[>"“])/)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

function tighten(sentence: string): string {
  return sentence.replace(/\b(very|really|just|quite|actually|basically|in order) ?/gi, "").replace(/\s+/g, " ");
}
