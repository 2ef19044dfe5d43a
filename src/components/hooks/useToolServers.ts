import useSWR from "swr";
import { requestJson } from "@/store/apiClient";
import { type ToolServerView, toolServersAnswerSchema } from "@/types/tools";
import { TOOLS_KEY } from "./keys";

/** Servers of tools with what they offer; undefined until the first answer, which waits for those of which nothing is known. */
export function useToolServers(): { servers: ToolServerView[] | undefined; error: unknown } {
  const { data, error } = useSWR(TOOLS_KEY, () => requestJson(toolServersAnswerSchema, TOOLS_KEY), {
    shouldRetryOnError: false,
  });
  return { servers: data?.servers, error };
}
