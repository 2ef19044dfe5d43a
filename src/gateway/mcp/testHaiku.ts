/** A workflow of one model call, as a program writes it. */

const model = { provider: "openai", model: "gpt-5.5" };
export const graph = (text: string) => ({
  nodes: [
    { id: "ask", type: "prompt", data: { text } },
    { id: "write", type: "llmGenerate", title: "Writer", data: model },
    { id: "haiku", type: "output", data: { name: "haiku" } },
  ],
  edges: [
    { source: "ask.text", target: "write.prompt" },
    { source: "write.text", target: "haiku.value" },
  ],
});

export const haiku = { name: "Write a haiku", ...graph("A haiku about {{topic}}.") };
export const offered = { ...haiku, settings: { offer: true, description: "Writes a haiku." } };
