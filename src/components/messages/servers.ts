import { plural } from "@/components/language/locale";

import type { ServerApi, ServerSkill } from "@/types/servers";

/** Of servers of the person's own, in the setup. */
export const servers = {
  title: "Compatible servers",
  subtitle: "Ollama, LM Studio, vLLM, or a gateway",
  add: "Add a server",
  edit: "Edit",
  editTitle: (name: string) => `Edit ${name}`,
  test: "Test",
  remove: "Remove",
  cancel: "Cancel",
  save: "Save",
  saved: (name: string) => `${name} is saved`,
  removed: (name: string) => `${name} is removed`,
  confirmTitle: (name: string) => `Remove ${name}?`,
  confirmText: "Its address and key are deleted from this computer. Nodes that use it wait until it is there again.",
  models: (count: number) => plural(count, { one: "1 model", other: `${count} models` }),
  notAnswering: "No answer",
  answers: (name: string, count: number) =>
    plural(count, { one: `${name} answers, with 1 model`, other: `${name} answers, with ${count} models` }),
  fromEnv: "from environment",
  noKey: "no key",
  hasKey: (lastFour: string | undefined) => (lastFour ? `key ·· ${lastFour}` : "with a key"),
  hasHeader: (name: string) => `header ${name}`,
  preset: "Kind",
  other: "Another one",
  name: "Name",
  baseUrl: "Base URL",
  baseUrlHint: "The address that paths such as /chat/completions stand behind; most end with /v1.",
  baseUrlPlaceholder: "http://localhost:11434/v1",
  key: "Key",
  keyHint: "Only if the server wants one. Kept encrypted, and sent to this address alone.",
  keyRequired: "This server wants a key. Kept encrypted, and sent to this address alone.",
  stored: (lastFour = "") => (lastFour === "" ? "saved" : `saved ·· ${lastFour}`),
  advanced: "Header, protocol, what it can do",
  headerName: "Further header",
  headerValue: "Its value",
  api: "Protocol",
  apiHint: "By itself: Responses if the server has it, else Chat Completions.",
  apis: [
    { value: "auto", label: "By itself" },
    { value: "responses", label: "Responses" },
    { value: "chat", label: "Chat Completions" },
  ] satisfies { value: ServerApi; label: string }[],
  skills: "What it can do",
  skillsHint: "Found out where the server says it. Choose only where that is wrong.",
  skillNames: {
    tools: "Tools",
    images: "Pictures",
    files: "PDF as files",
    jsonSchema: "JSON schema",
    webSearch: "Web search",
    reasoning: "Reasoning",
    temperature: "Temperature",
    maxTokens: "Longest answer",
  } satisfies Record<ServerSkill, string>,
  choices: [
    { value: "auto" as const, label: "Found out" },
    { value: "yes" as const, label: "Yes" },
    { value: "no" as const, label: "No" },
  ],
  wrong: (field: string, message: string) => {
    const names: Record<string, string> = { name: "Name", baseUrl: "Base URL", key: "Key", header: "Header" };
    return `${names[field] ?? field}: ${message}`;
  },
};
