import { onTestFinished } from "vitest";
import { type Config, parseConfig } from "@/lib/config";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import type { NextHandler } from "./apiRoute";

const holder = globalThis as { [key: symbol]: Services | undefined };
const servicesKey = Symbol.for("patchbay.services");

/** Lets the routes of one test use these services: on a directory, or with settings of its own. */
export function useServices(data: string | Config, change: Partial<Services> = {}): Services {
  const config = typeof data === "string" ? parseConfig({ PATCHBAY_DATA_DIR: data }) : data;
  const services = { ...createServices(config), ...change };
  holder[servicesKey] = services;
  onTestFinished(async () => {
    holder[servicesKey] = undefined;
    await services.tools.close();
    await services.auth.close();
  });
  return services;
}

export interface Sent {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Dynamic segments of the address. */
  params?: Record<string, string>;
  headers?: Record<string, string>;
}

/** Asks a route as a browser on this computer would. */
export function ask(handler: NextHandler, path: string, { method, body, params = {}, headers }: Sent = {}) {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const request = new Request(new URL(path, "http://localhost:3000"), {
    method,
    headers: { host: "localhost:3000", ...type, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(params) });
}
