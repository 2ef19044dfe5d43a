import { plural } from "@/components/language/locale";

/** Words about what goes on in all workflows. */
export const activity = {
  elsewhere: (count: number, written: string) =>
    plural(count, { one: `${written} run elsewhere`, other: `${written} runs elsewhere` }),
  elsewhereHint: "Shows what runs in other workflows",
  runs: "Runs that are not over",
  none: "Nothing runs, waits or is parked, in any workflow.",
  failed: "What runs elsewhere cannot be seen now.",
  unnamed: "A workflow that is not saved",
  here: "Open here",
  progress: (done: string, total: string) => `${done} of ${total} nodes`,
  calls: (running: string, waiting: string) => `${running} calls at work, ${waiting} waiting`,
  since: (time: string) => `since ${time}`,
  open: (name: string) => `Open ${name}`,
  openShort: "Open",
  stop: (name: string) => `Stop the run of ${name}`,
  stopShort: "Stop",
  giveUp: (name: string) => `Give up the run of ${name}`,
  giveUpShort: "Give up",
  places: "Places",
  placesNone: "No call is under way.",
  imagePlacesOf: (payer: string) => `${payer}, pictures`,
  taken: (running: string, limit: string) => `${running} of ${limit} places taken`,
  waiting: (count: string) => `${count} waiting`,
  holder: (name: string, running: string, waiting: string) =>
    waiting === "0" ? `${name}: ${running} at work` : `${name}: ${running} at work, ${waiting} waiting`,
  byItself: "Calls of no run",
  /** On a node that waits for a place. */
  takenBy: (names: string) => `Taken by ${names}`,
  nameAndCount: (name: string, count: string) => `${name} (${count})`,
} as const;
