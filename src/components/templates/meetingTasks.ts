import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

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

/** Notes as they were typed in; tasks as a table and minutes to send round. */
export function meetingTasks({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, notes, ask, writer } = samples.meetingTasks;
  const nodes = [
    { id: "notes", type: "prompt", title: titles.notes, data: { text: notes } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "find", type: "llmGenerate", title: titles.find, data: { ...runsOn, jsonSchema: tasksSchema } },
    { id: "minutes", type: "llmGenerate", title: titles.minutes, data: { ...runsOn, system: writer } },
    { id: "each", type: "jsonExtract", title: titles.each, data: { path: "/tasks" } },
    { id: "tasks", type: "output", title: titles.tasks, data: { name: "tasks", format: "auto" } },
    { id: "sendable", type: "output", title: titles.sendable, data: { name: "minutes", format: "markdown" } },
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
