import useSWR from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import {
  type CreateServer,
  type PatchServer,
  type ServerTest,
  type ServerView,
  serversAnswerSchema,
  serverTestSchema,
} from "@/types/servers";
import { SERVERS_KEY } from "./keys";
import { refreshConnections } from "./useAuthStatus";

async function getServers() {
  const { servers } = await requestJson(serversAnswerSchema, SERVERS_KEY);
  return { servers: servers.map(named) };
}

/** Nobody gave the server of the settings a name, so on the screen it goes by where it is. */
function named(server: ServerView): ServerView {
  return server.source === "env" ? { ...server, name: new URL(server.baseUrl).host } : server;
}

/** Which servers of the person's own there are; undefined until the first answer. */
export function useServers(): { servers: ServerView[] | undefined; error: unknown } {
  const { data, error } = useSWR(SERVERS_KEY, getServers, {
    revalidateIfStale: false,
    shouldRetryOnError: false,
  });
  return { servers: data?.servers, error };
}

/** The server that a call goes to: the one it names, else the only one there is. */
export function chosenServer(servers: readonly ServerView[], account: string | undefined): ServerView | undefined {
  if (account !== undefined) return servers.find(({ id }) => id === account);
  return servers.length === 1 ? servers[0] : undefined;
}

/** Like those below: @throws AppError */
export async function addServer(server: Partial<CreateServer>): Promise<void> {
  await change(SERVERS_KEY, { method: "POST", body: server });
}

export async function patchServer(id: string, patch: PatchServer): Promise<void> {
  await change(`${SERVERS_KEY}/${id}`, { method: "PATCH", body: patch });
}

export async function removeServer(id: string): Promise<void> {
  await change(`${SERVERS_KEY}/${id}`, { method: "DELETE", body: {} });
}

/** Asks the server for its models now. */
export async function tryServer(id: string): Promise<ServerTest> {
  const found = await requestJson(serverTestSchema, `${SERVERS_KEY}/${id}/test`, { method: "POST", body: {} });
  await refreshConnections();
  return found;
}

async function change(path: string, request: Parameters<typeof requestJson>[2]): Promise<void> {
  await requestJson(z.unknown(), path, request);
  await refreshConnections();
}
