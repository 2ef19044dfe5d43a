import { numberText, plural } from "@/components/language/locale";

/** Who may use a key or a server of the workspace. */
export const sharing = {
  open: (name: string, how: string) => `Sharing of ${name}: ${how}`,
  everyone: "Everyone",
  admins: "Admins only",
  some: "Some people",
  with: (count: number) => plural(count, { one: "1 person", other: `${numberText(count)} people` }),
  perDay: (calls: number) => `${numberText(calls)} calls a day each`,
  title: (name: string) => `Who may use ${name}`,
  text: "Admins always may. For all others, what is not shared with them is not there.",
  sharedWith: "Shared with",
  people: "People",
  callsPerDay: "Calls a day for each person",
  callsHint:
    "Empty: as many as they like. The day begins at midnight UTC; a run that meets the limit waits until then.",
  callsWrong: "Enter a whole number from 1 to 1,000,000, or nothing.",
  save: "Save",
  saved: (name: string) => `The sharing of ${name} is saved`,
};
