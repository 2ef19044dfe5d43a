import type { TextStore } from "@/lib/storage/ports";

/** Texts and locks of one person: the same names, apart from everybody else's. */
export function personTexts(texts: TextStore, person: string): TextStore {
  return {
    text: (name, what) => texts.text(personTextName(name, person), what),
    names: async () => {
      const end = personTextName("", person);
      return (await texts.names()).flatMap((name) => (name.endsWith(end) ? [name.slice(0, -end.length)] : []));
    },
    lock: (name, options) => texts.lock(personTextName(name, person), options),
    outlasts: texts.outlasts,
  };
}

function personTextName(name: string, person: string): string {
  return `${name}@${person}`;
}
