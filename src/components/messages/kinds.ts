import type { NodeType } from "@/lib/nodes/nodeKinds";

/** What each kind of node is called, and what it is for. */
export const kinds = {
  compare: { name: "Compare", hint: "The same prompt to several models, side by side" },
  condition: { name: "Condition", hint: "Sends a value one way or the other" },
  fileInput: { name: "File", hint: "A document, a table or a text file" },
  imageGenerate: { name: "Make images", hint: "Pictures by a model, made anew or from others" },
  imageInput: { name: "Image", hint: "A picture for models that can see" },
  join: { name: "Join", hint: "Several texts, or a list, as one" },
  jsonExtract: { name: "Pick from JSON", hint: "One field out of a JSON value" },
  list: { name: "List", hint: "Lines, CSV rows or JSON: what follows runs once for each" },
  llmGenerate: { name: "LLM", hint: "One model call, the answer streams in" },
  note: { name: "Note", hint: "Words for people; nothing runs" },
  output: { name: "Output", hint: "Shows a result and gives it a name" },
  table: { name: "Table", hint: "Lists side by side: rows, answers and scores, with what is to be said of them" },
  score: { name: "Score", hint: "How good a value is, by a rule or by models that judge" },
  repeat: { name: "Repeat", hint: "A saved workflow again and again, until a test holds" },
  workflow: { name: "Workflow", hint: "A saved workflow as one node" },
  prompt: { name: "Prompt", hint: "Text, with {{places}} that other nodes fill" },
  request: { name: "Request", hint: "Asks another server over HTTP" },
  transform: { name: "Transform", hint: "Data brought into shape by a few lines of JavaScript" },
  review: { name: "Review", hint: "A person approves, edits or chooses before it goes on" },
} satisfies Record<NodeType, { name: string; hint: string }>;
