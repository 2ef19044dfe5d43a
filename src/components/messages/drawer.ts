import { plural } from "@/components/language/locale";

/** Words of the drawer of runs; what opens it stands in `runs`. */
export const drawer = {
  label: "Runs",
  close: "Close the drawer",
  tabs: { run: "This run", history: "History", problems: "Problems", inbox: "Inbox", activity: "All workflows" },
  filter: "Nodes by state",
  filters: { all: "All", running: "Running", failed: "Failed", cached: "From cache" },
  filterCount: (name: string, count: string) => `${name} ${count}`,
  noneOfThese: "No node of this run is so now.",
  nodes: (done: string, total: string) => `${done} of ${total} nodes`,
  calls: (written: string, count: number) => `${written} ${plural(count, { one: "call", other: "calls" })}`,
  cached: (count: string) => `${count} from cache`,
  tokens: (count: string) => `${count} tokens`,
  left: (seconds: number) => `about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`,
  resume: "Resume",
  answer: "Answer",
  retryFailed: "Retry failed",
  noRun: "Nothing has run here yet.",
  noProblems: "Nothing went wrong in this run.",
  notReached: "not reached",
  itemsOf: (name: string, written: string, count: number) =>
    plural(count, { one: `1 item of ${name}`, other: `${written} items of ${name}` }),
  /** What a bar of the timeline stands for. */
  spans: {
    queued: (time: string) => `Waited ${time} for other nodes`,
    gate: (time: string) => `Waited ${time} for a free place`,
    waiting: (time: string) => `First words after ${time}`,
    streaming: (time: string) => `Streaming for ${time}`,
    done: (time: string) => `Done in ${time}`,
    cached: () => "From cache",
    failed: (time: string) => `Failed after ${time}`,
    stopped: (time: string) => `Stopped after ${time}`,
    together: "How many items were at work over time. Above them: how many waited for a free place.",
  },
  inItems: (name: string, written: string, count: number) =>
    `${name}, ${written} ${plural(count, { one: "item", other: "items" })}`,
  history: {
    empty: "No run of this workflow yet.",
    unreadable: (id: string, message: string) => `Run ${id}: ${message}`,
    choose: "Choose two runs to compare",
    chooseRun: (when: string) => `Compare the run of ${when}`,
    compare: "Compare two",
    columns: { when: "When", status: "Status", calls: "Calls", tokens: "Tokens", time: "Time", payer: "Paid by" },
    statuses: {
      queued: "Waiting",
      running: "Running",
      parked: "Parked",
      waiting: "Waits for you",
      interrupted: "Cut off",
      completed: "Completed",
      failed: "Failed",
      cancelled: "Stopped",
    },
    parkedUntil: (time: string) => `Parked until ${time}`,
    withProblems: (count: number) => `Completed, ${count} failed`,
    show: (when: string) => `Show the run of ${when} on the canvas`,
    actions: (when: string) => `More for the run of ${when}`,
    export: "Export as JSON",
    delete: "Delete",
    deleteTitle: (when: string) => `Delete the run of ${when}?`,
    deleteText: "Its journal and what it gave are removed from this computer. Kept results stay.",
    more: (shown: string, total: string) => `${shown} of ${total} shown. Show more`,
  },
  compare: {
    title: "Compare two runs",
    description: (older: string, newer: string) => `What changed from ${older} to ${newer}.`,
    allSame: "Both runs gave the very same.",
    edited: "Settings changed",
    sameResult: "Its settings changed, its result is the same.",
    item: (number: string) => `Item ${number}`,
    goneItem: (number: string) => `Item ${number} of the older run, which the newer one has not`,
    items: (count: number, written: string) =>
      plural(count, { one: `${written} item differs`, other: `${written} items differ` }),
    moreItems: (count: number, written: string) =>
      plural(count, { one: `${written} more item differs.`, other: `${written} more items differ.` }),
    same: (count: number, written: string) =>
      plural(count, { one: `${written} node gave the very same`, other: `${written} nodes gave the very same` }),
    alone: (count: number, written: string) =>
      plural(count, {
        one: `${written} node ran in one of them only`,
        other: `${written} nodes ran in one of them only`,
      }),
    statusChange: (before: string, after: string) => `${before} → ${after}`,
  },
} as const;
