import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const text = `The town library of Vessel has been closed on Mondays since 1987. The reason was a broken boiler: the building could be heated on six days of the week only, and the council decided that Monday was the day that people would miss least. The boiler was replaced four years later. The closed Mondays stayed.

In spring the library counted its visitors for the first time. Of 41,000 visits in a year a third fell on Saturdays, and of these most between ten and noon, when people queue for the two desks. On weekday mornings the reading room is used by about fifteen people, most of them pensioners and night nurses of the hospital across the street.

A survey of 630 residents found three wishes far before all others: longer hours in the evening, a room where one may talk, and chairs that do not hurt. Online lending came only sixth. Parents wished for a place for prams, which the fire inspection has refused twice because the only space is beside the emergency exit.

The staff of nine shares seven and a half posts. They point out that each further hour of opening takes two people, for safety, and that self-service with a member's card, as in Denmark, would let the house stay open until ten without any. The works council agrees in principle, if the lift is repaired first.

The council has 85,000 a year to give. Two plans are on the table: to open on Mondays with staff, or to open every evening until ten without. Both cost nearly the same. The decision falls in January, and until then the plans hang in the hall, with a box for remarks that already holds two hundred.`;

const partly = "Summarise this part of a longer text in two sentences. Keep figures and names.\n\n{{part}}";
const whole =
  "These are summaries of the parts of one text, in order:\n\n{{parts}}\n\nWrite one summary: a headline, five points, and what has to be decided.";

/** A text of any length: summed up part by part, at the same time, then as a whole. */
export function summariseLong({ runsOn }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "text", type: "list", title: "Long text", data: { text, split: "delimiter", delimiter: "\n\n" } },
    { id: "askPart", type: "prompt", title: "For each part", data: { text: partly } },
    { id: "sumPart", type: "llmGenerate", title: "Sum up the part", data: runsOn },
    { id: "gather", type: "join", title: "All parts", data: { separator: "\n\n" } },
    { id: "askWhole", type: "prompt", title: "The whole", data: { text: whole } },
    { id: "sumWhole", type: "llmGenerate", title: "Sum up the whole", data: runsOn },
    { id: "result", type: "output", title: "Summary", data: { name: "summary", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("text.items", "askPart.part"),
      wire("askPart.text", "sumPart.prompt"),
      wire("sumPart.text", "gather.items"),
      wire("gather.text", "askWhole.parts"),
      wire("askWhole.text", "sumWhole.prompt"),
      wire("sumWhole.text", "result.value"),
    ],
    layout: inColumns(nodes, [["text"], ["askPart", "sumPart"], ["gather", "askWhole"], ["sumWhole"], ["result"]]),
  };
}
