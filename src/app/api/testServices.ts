import { onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import { createServices, type Services } from "@/lib/server";

const holder = globalThis as { [key: symbol]: Services | undefined };
const servicesKey = Symbol.for("patchbay.services");

/** Lets the routes of one test use these services. */
export function useServices(dataDir: string, change: Partial<Services> = {}): Services {
  const services = { ...createServices(parseConfig({ PATCHBAY_DATA_DIR: dataDir })), ...change };
  holder[servicesKey] = services;
  onTestFinished(() => {
    holder[servicesKey] = undefined;
  });
  return services;
}
