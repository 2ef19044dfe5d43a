import { plural } from "@/components/language/locale";
import type { NightAccountReason, NightOutcome } from "@/types/nightShift";

/** What a sentence about a wait may say, in words already. */
export interface NightWaitFacts {
  account: string;
  accountReason: string;
  window: string;
  room: string;
  needs: string;
}

/** Words of the night shift. Loaded with it. */
export const night = {
  title: "Night shift",
  intro: "Uses what your plans would lose at their reset: in the hours you allow, never below your reserve.",
  enabled: "Night shift on",
  lead: {
    runs: (count: number, runs: string) =>
      plural(count, { one: `Tonight 1 run: ${runs}.`, other: `Tonight ${count} runs: ${runs}.` }),
    run: (name: string, at: string, account: string) => `“${name}” at ${at} on ${account}`,
    atWork: (names: string) => `At work now: ${names}.`,
    off: "The night shift is off: nothing starts.",
    none: "Tonight nothing starts. Below each entry stands why.",
    noneElse: "Tonight nothing else starts.",
    empty: "Tonight nothing starts: the queue is empty.",
  },
  empty: [
    "What a plan's window has left is lost when it resets.",
    "Put workflows into the queue: they run by night, on what is left, and your reserve always stays.",
    "Here you see beforehand what will start and why, and afterwards what it took.",
  ],
  timeline: {
    title: "The next 24 hours",
    hours: "Allowed hours",
    label: (account: string, facts: string) => `${account}: ${facts}`,
    left: (window: string, left: string) => `${window}: ${left} left`,
    reset: (window: string, at: string) => `${window} resets ${at}`,
    start: (name: string, at: string) => `“${name}” starts ${at}`,
    now: "Now",
    noAccounts: "No ChatGPT account is connected.",
  },
  queue: {
    title: "Queue",
    add: "Add this workflow",
    adding: (name: string) => `Add “${name}”`,
    addNow: "Add to the queue",
    added: (name: string) => `“${name}” is in the queue of the night shift`,
    cancel: "Cancel",
    unsaved: "Save this workflow first.",
    order: "Drag to reorder, or use Alt with the arrow keys",
    up: (name: string) => `Move “${name}” up`,
    down: (name: string) => `Move “${name}” down`,
    moved: (name: string, place: number) => `“${name}” is now number ${place}`,
    remove: (name: string) => `Take “${name}” out of the queue`,
    on: (name: string) => `“${name}” may start`,
    repeat: "How often",
    once: "Once",
    nightly: "Every night",
    account: "Paid by",
    anyAccount: "Any of my plans",
    goneWorkflow: "A deleted workflow",
    hasInputs: "with inputs",
    costs: (costs: string) => `Expected to take ${costs}, as it did before.`,
    guess: (costs: string) => `Never measured: counted with caution as ${costs}.`,
    cost: (percent: string, window: string) => `${percent} of ${window}`,
    file: "Choose a file…",
    needed: "This is needed.",
  },
  starts: (at: string, account: string, left: string, window: string, reset: string, reserve: string) =>
    `Starts ${at} on ${account}: the ${window} window has ${left} left and resets ${reset}. ${reserve} stay yours.`,
  startsFresh: (at: string, account: string, left: string, window: string, reserve: string) =>
    `Starts ${at} on ${account}: the ${window} window has ${left} left and begins with its first call. ${reserve} stay yours.`,
  waits: {
    night_shift_off: () => "Waits: the night shift is off.",
    switched_off: () => "Switched off.",
    workflow_gone: () => "Waits: its workflow was deleted.",
    running: () => "At work now.",
    parked: () => "Its run waits for a usage limit or for a person, and goes on by itself then.",
    no_account: () => "Waits: no account may be used. Below each account stands why.",
    account_left_out: ({ account, accountReason }: NightWaitFacts) => `Waits: ${account} is left out. ${accountReason}`,
    too_large: ({ account, window, needs, room }: NightWaitFacts) =>
      `Waits: it is expected to take ${needs} of the ${window} window of ${account}, and above the reserve there are ${room} even when it is fresh.`,
    reserve: ({ account, window, needs, room }: NightWaitFacts) =>
      `Waits: it is expected to take ${needs}, and above the reserve the ${window} window of ${account} has ${room}.`,
    nights_share: ({ account, window, needs, room }: NightWaitFacts) =>
      `Waits: it is expected to take ${needs}, and of the ${window} window of ${account} this night has ${room} as its part.`,
    no_time: () => "Waits: it would not end within the allowed hours.",
    done_tonight: () => "Had its turn this night.",
    no_hours: () => "Waits: no allowed hours begin in the next 24.",
  },
  accountReasons: {
    not_chosen: "It is not chosen below.",
    disabled: "It is switched off.",
    signed_out: "Sign in to it again.",
    pays_by_key: "An API key pays for it, which has no windows.",
    limited: "Its limit is reached.",
    no_background_consent: "It may not run in the background: allow that in the project setup.",
    windows_unknown: "ChatGPT does not tell how much of its windows is used.",
    windows_old: "How much is used was not told lately.",
  } satisfies Record<NightAccountReason, string>,
  settings: {
    title: "Settings",
    from: "From",
    to: "Until",
    zone: "Time zone",
    wrongZone: "A time zone by its name, such as Europe/Berlin",
    reserve: (percent: string) => `Reserve: ${percent}`,
    reserveHint: (percent: string) => `Of every window at least ${percent} is left when you come back.`,
    accounts: "Accounts",
    week: "Windows of a day or more",
    weekSpread: "An equal part each night",
    weekWhole: "All in one night",
    weekHints: {
      spread:
        "What a week has left above the reserve is divided among the nights until its reset. The last one gets all of it.",
      whole: "One night may use all that a week has left above the reserve.",
    },
    over: "If somebody needs the plan, or the hours end",
    overFinish: "Let the run finish",
    overStop: "Stop the run",
    overHints: {
      finish: "The run that is at work goes on and may touch the reserve. Nothing else starts.",
      stop: "The run is stopped. What has a result is kept and not paid for again.",
    },
  },
  did: {
    title: "What it did",
    none: "Nothing yet.",
    took: (window: string, before: string, after: string) => `${window} from ${before} to ${after}`,
    unknown: (window: string, before: string) => `${window} was at ${before}`,
    tokens: (count: string) => `${count} tokens`,
    on: (account: string) => `on ${account}`,
    open: "Show the run",
    over: {
      reserve: {
        finish: "The reserve was reached meanwhile; it was let finish.",
        stop: "The reserve was reached meanwhile; it was stopped.",
      },
      hours: {
        finish: "The hours ended meanwhile; it was let finish.",
        stop: "The hours ended meanwhile; it was stopped.",
      },
    },
    outcomes: {
      starting: "Starting",
      running: "At work",
      parked: "Waits for a limit",
      completed: "Done",
      failed: "Failed",
      cancelled: "Stopped",
      refused: "Could not start",
      lost: "Lost: the server ended as it began",
    } satisfies Record<NightOutcome, string>,
  },
} as const;
