import { servers as words } from "@/components/messages/servers";
import type { ServerView } from "@/types/servers";

/** What tells it from another of that name, or where it comes from. */
export function serverDetail({ source, baseUrl }: ServerView): string {
  return source === "env" ? words.fromEnv : new URL(baseUrl).host;
}
