/** Ways to say a time table without cron; `own` is every other one. */
export const oftens = ["quarter", "hourly", "daily", "weekdays", "weekly", "monthly", "own"] as const;
export type Often = (typeof oftens)[number];

/** What a time table says, as far as a way of the list can. */
export interface Preset {
  often: Often;
  /** `09:00`. */
  time: string;
  /** 0 is Sunday. */
  weekday: number;
  /** Of the month. */
  day: number;
}

const usual: Preset = { often: "daily", time: "09:00", weekday: 1, day: 1 };

/** What a table of five fields says; where it is `own`, the rest is what a change begins with. */
export function presetOf(cron: string): Preset {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...more] = cron.trim().split(/\s+/);
  const rest = [day, month, weekday].join(" ");
  if (more.length > 0) return { ...usual, often: "own" };
  if (minute === "*/15" && hour === "*" && rest === "* * *") return { ...usual, often: "quarter" };
  if (!isIn(minute, 59)) return { ...usual, often: "own" };
  if (hour === "*" && rest === "* * *") return { ...usual, often: "hourly", time: `00:${two(minute)}` };
  if (!isIn(hour, 23)) return { ...usual, often: "own" };
  const at = { ...usual, time: `${two(hour)}:${two(minute)}` };
  if (rest === "* * *") return { ...at, often: "daily" };
  if (rest === "* * 1-5") return { ...at, often: "weekdays" };
  if (day === "*" && month === "*" && isIn(weekday, 6)) return { ...at, often: "weekly", weekday: Number(weekday) };
  if (isIn(day, 31) && Number(day) > 0 && month === "*" && weekday === "*") {
    return { ...at, often: "monthly", day: Number(day) };
  }
  return { ...at, often: "own" };
}

/** The five fields; undefined where they are one's own. */
export function cronOf({ often, time, weekday, day }: Preset): string | undefined {
  const [hour, minute] = time.split(":").map(Number);
  if (hour === undefined || minute === undefined || Number.isNaN(hour + minute)) return undefined;
  switch (often) {
    case "quarter":
      return "*/15 * * * *";
    case "hourly":
      return `${minute} * * * *`;
    case "daily":
      return `${minute} ${hour} * * *`;
    case "weekdays":
      return `${minute} ${hour} * * 1-5`;
    case "weekly":
      return `${minute} ${hour} * * ${weekday}`;
    case "monthly":
      return `${minute} ${hour} ${day} * *`;
    case "own":
      return undefined;
  }
}

function isIn(field: string, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) <= most;
}

function two(field: string): string {
  return field.padStart(2, "0");
}
