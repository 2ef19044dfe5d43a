import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { noUsage } from "@/types/llm";

const LOOK_MS = 15_000;

interface Told {
  body: string;
  click: () => void;
}

/** A page that is hidden or not, before a server whose runs ask so much. */
function setUp(permission: NotificationPermission) {
  const page = { isHidden: true, waits: 0 };
  const told: Told[] = [];
  class TestNotification {
    static permission = permission;
    onclick = () => {};
    close() {}
    constructor(_: string, { body = "" }: NotificationOptions) {
      told.push({ body, click: () => this.onclick() });
    }
  }
  vi.stubGlobal("Notification", TestNotification);
  vi.spyOn(document, "hidden", "get").mockImplementation(() => page.isHidden);
  const counts = { total: 1, done: 0, failed: 0, skipped: 0, running: 0, calls: 0 };
  const run = () => ({
    id: "r",
    status: "waiting",
    problems: 0,
    counts,
    usage: noUsage,
    payers: [],
    createdAt: "",
    waits: page.waits,
  });
  vi.stubGlobal("fetch", async () => Response.json({ runs: [run()], places: [] }));
  return { page, told };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
});

/** Anew for each test: a page begins once. */
const start = async () => (await import("./waitNotices")).startNotices();
const look = () => vi.advanceTimersByTimeAsync(LOOK_MS);

it("tells a hidden page once that more is asked, and leads to it", async () => {
  const { page, told } = setUp("granted");
  await start();
  await look();
  page.waits = 2;
  await look();
  await look();
  expect(told.map(({ body }) => body)).toEqual(["2 questions wait for you"]);
  page.waits = 1;
  await look();
  page.waits = 3;
  page.isHidden = false;
  await look();
  expect(told).toHaveLength(1);
  told[0]?.click();
  const { useDrawer } = await import("@/components/runs/drawerUi");
  expect(useDrawer.getState()).toMatchObject({ isOpen: true, tab: "inbox" });
});

it("tells nothing where that was not allowed", async () => {
  const { page, told } = setUp("default");
  await start();
  await look();
  page.waits = 1;
  await look();
  expect(told).toEqual([]);
});
