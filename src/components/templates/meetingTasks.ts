import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const notes = `Weekly, Thursday 12 November. Present: Rosa, Dmitri, Mei, Jonas (late).

Rosa: launch page is ready apart from the prices. Dmitri has them but waits for legal. Mei says legal answered yesterday, she forwards it today. So prices by Monday, Dmitri.
Newsletter: open rate down again. Jonas thinks it's the subject lines, wants to try three variants next week. Nobody against it. Mei needs the numbers for the board on the 20th.
The old demo still runs on Jonas's laptop. Everybody unhappy with that. Rosa asks the hosting people what a small server costs, no date.
Party: 11 December, Mei books the place before prices go up.`;

const tasksSchema = {
  type: "object",
  additionalProperties: false,
  required: ["tasks"],
  properties: {
    tasks: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["who", "what", "until"],
        properties: {
          who: { type: "string" },
          what: { type: "string", description: "Begins with a verb" },
          until: { type: "string", description: "As said in the notes; empty if nobody said" },
        },
      },
    },
  },
};

const ask = "List every task that these notes give somebody, with who and until when.\n\n{{notes}}";

/** Notes as they were typed in; tasks as a table and minutes to send round. */
export function meetingTasks({ runsOn }: TemplatePayers): TemplateParts {
  const writer = "You write minutes: what was decided, what is open, in at most eight short points.";
  const nodes = [
    { id: "notes", type: "prompt", title: "Notes", data: { text: notes } },
    { id: "ask", type: "prompt", title: "Find tasks", data: { text: ask } },
    { id: "find", type: "llmGenerate", title: "Tasks", data: { ...runsOn, jsonSchema: tasksSchema } },
    { id: "minutes", type: "llmGenerate", title: "Minutes", data: { ...runsOn, system: writer } },
    { id: "each", type: "jsonExtract", title: "As rows", data: { path: "/tasks" } },
    { id: "tasks", type: "output", title: "Task list", data: { name: "tasks", format: "auto" } },
    { id: "sendable", type: "output", title: "To send round", data: { name: "minutes", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("notes.text", "ask.notes"),
      wire("ask.text", "find.prompt"),
      wire("notes.text", "minutes.prompt"),
      wire("find.json", "each.json"),
      wire("each.value", "tasks.value"),
      wire("minutes.text", "sendable.value"),
    ],
    layout: inColumns(nodes, [["notes"], ["ask"], ["find", "minutes"], ["each"], ["tasks", "sendable"]]),
  };
}
