import type { Page } from "playwright-core";
import type { NightDeed, NightForecast, NightShift, NightWindow } from "@/types/nightShift";
import { openGraph } from "../support/graph";
import { productCopy } from "./sketches";
import { setStudio } from "./studio";

const picture = setStudio();

/** Of one evening, as the clock of the page shows it. */
const at = (time: string, day = 29) => new Date(`2026-11-${day}T${time}:00`).toISOString();
const fiveHours = (leftPercent: number, resetsAt?: string): NightWindow => ({
  ...{ label: "5 h", lengthSeconds: 18_000, leftPercent },
  ...(resetsAt && { resetsAt }),
});
const week = (leftPercent: number): NightWindow => ({
  ...{ label: "7 d", lengthSeconds: 604_800, leftPercent },
  resetsAt: new Date("2026-12-02T09:00:00").toISOString(),
});
const forecast = (short: number, long: number, minutes: number, isGuess = false): NightForecast => ({
  costs: [
    { lengthSeconds: 18_000, percent: short },
    { lengthSeconds: 604_800, percent: long },
  ],
  durationSeconds: minutes * 60,
  isGuess,
});
const digest = forecast(12, 3, 60);
const reviews = forecast(28, 7, 110);
const archive = forecast(15, 5, 30, true);
const entry = { enabled: true, hasInputs: false };
const deed = { entry: "e1", outcome: "completed" as const, account: "a", accountName: "Work" };
const moved = (before: number, after: number, weekBefore: number, weekAfter: number): NightDeed["windows"] => [
  { label: "5 h", lengthSeconds: 18_000, before, after },
  { label: "7 d", lengthSeconds: 604_800, before: weekBefore, after: weekAfter },
];

/** An evening that is the same each time: what the server would say of it goes by the clock. */
const evening: NightShift = {
  settings: {
    ...{ enabled: true, hours: { from: "22:00", to: "07:00" }, timeZone: "Europe/Berlin", reservePercent: 20 },
    ...{ longWindows: "spread", whenOver: "finish" },
  },
  isNew: false,
  queue: [
    { ...entry, id: "e1", workflowId: "w1", workflowName: "News digest", repeat: true, forecast: digest },
    { ...entry, id: "e2", workflowId: "w2", workflowName: "Product copy", repeat: false, forecast: reviews },
    { ...entry, id: "e3", workflowId: "w3", workflowName: "Label the archive", repeat: false, forecast: archive },
  ],
  plan: [
    {
      ...{ state: "starts", entry: "e1", at: at("23:00"), account: "a", reservePercent: 20, forecast: digest },
      ...{ window: fiveHours(55, at("01:45", 30)), after: [] },
    },
    {
      ...{ state: "starts", entry: "e2", at: at("22:00"), account: "b", reservePercent: 20, forecast: reviews },
      ...{ window: week(47), after: [] },
    },
    {
      ...{ state: "waits", entry: "e3", reason: "nights_share", account: "b" },
      ...{ window: week(40), room: 2, needs: 5 },
    },
  ],
  did: [
    {
      ...{ ...deed, id: "d2", workflowId: "w1", workflowName: "News digest", startedAt: at("22:00", 28), run: "r2" },
      ...{ windows: moved(0, 11, 36, 39), tokens: 182_400 },
    },
    {
      ...{ ...deed, id: "d1", workflowId: "w2", workflowName: "Reviews", startedAt: at("01:10", 28), run: "r1" },
      ...{ windows: moved(20, 47, 29, 36), tokens: 431_900 },
      over: { at: at("02:20", 28), because: "reserve", did: "finish" },
    },
  ],
  accounts: [
    {
      ...{ id: "a", name: "Work", usable: true, reservePercent: 20 },
      windows: [fiveHours(55, at("01:45", 30)), week(58)],
    },
    { ...{ id: "b", name: "Home", usable: true, reservePercent: 20 }, windows: [fiveHours(100), week(47)] },
  ],
  nights: [{ from: at("22:00"), to: at("07:00", 30) }],
  now: at("20:10"),
};

async function openEvening(page: Page): Promise<void> {
  await page.route("**/api/night-shift", (route) => route.fulfill({ json: evening }));
  await page.clock.setFixedTime(at("20:10"));
}

picture(
  "night-shift",
  async ({ app, page }) => {
    await openEvening(page);
    await openGraph(app, page, productCopy);
    await page.getByRole("button", { name: "Workflow menu" }).click();
    await page.getByRole("menuitem", { name: "Night shift" }).click();
    await page.getByText("Tonight 2 runs").waitFor();
    await page.getByRole("combobox", { name: "Paid by" }).last().waitFor();
  },
  { themes: ["dark", "light"], keepsTimes: true },
);
