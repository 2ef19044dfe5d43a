import type { TemplateModel, TemplateParts } from "./templateParts";
import { wire } from "./wire";

const question =
  "Describe this picture as facts: what it shows, its main objects, its colours, and any text that can be read in it.";

const factsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["title", "objects", "colours", "text"],
  properties: {
    title: { type: "string", description: "What the picture shows, in at most ten words" },
    objects: { type: "array", items: { type: "string" } },
    colours: { type: "array", items: { type: "string" } },
    text: { type: "string", description: "Text in the picture, word for word; empty if there is none" },
  },
};

/** A picture and a question in, JSON of a known shape out. */
export function pictureToFacts(runsOn: TemplateModel): TemplateParts {
  return {
    nodes: [
      { id: "question", type: "prompt", title: "Question", data: { text: question } },
      { id: "picture", type: "imageInput", title: "Picture", data: {} },
      { id: "facts", type: "llmGenerate", title: "Read the picture", data: { ...runsOn, jsonSchema: factsSchema } },
      { id: "result", type: "output", title: "Facts", data: { name: "facts", format: "json" } },
    ],
    edges: [
      wire("question.text", "facts.prompt"),
      wire("picture.image", "facts.images"),
      wire("facts.json", "result.value"),
    ],
    layout: {
      question: { x: 0, y: 0 },
      picture: { x: 0, y: 220 },
      facts: { x: 340, y: 80 },
      result: { x: 680, y: 80 },
    },
  };
}
