import { numberText } from "@/components/language/locale";
import { nodes } from "@/components/messages/nodes";

// Not in `format`: the first page counts too, and has no use for the words of nodes.

/** Longer ones are told in minutes, in seconds. */
const LONG = 100;

/** `2.4 s`, `75 s`, `<0.1 s`, `4 min 48 s`: to two digits or so. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds >= LONG) return inMinutes(Math.round(seconds));
  if (seconds >= 10) return nodes.duration(numberText(seconds));
  return nodes.duration(seconds >= 0.1 ? numberText(seconds, 1) : "<0.1");
}

/** `75 s`, `4 min 48 s`: of a clock that runs, the seconds that are over. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return seconds >= LONG ? inMinutes(seconds) : nodes.duration(numberText(seconds));
}

function inMinutes(seconds: number): string {
  return nodes.minutes(numberText(Math.floor(seconds / 60)), numberText(seconds % 60));
}
