import { numberText } from "@/components/language/locale";
import { nodes } from "@/components/messages/nodes";

// Not in `format`: the first page counts too, and has no use for the words of nodes.

/** `2.4 s`, `75 s`, `<0.1 s`, `4 min 48 s`: to two digits or so. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds >= 100) {
    const whole = Math.round(seconds);
    return nodes.minutes(numberText(Math.floor(whole / 60)), numberText(whole % 60));
  }
  if (seconds >= 10) return nodes.duration(numberText(seconds));
  return nodes.duration(seconds >= 0.1 ? numberText(seconds, 1) : "<0.1");
}
