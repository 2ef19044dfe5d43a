import type { Services } from "@/lib/server";

// Next bundles pages, routes and the start apart, each with its own copy of what it imports: only what hangs on
// globalThis is one per process. With a type import alone, the services are loaded once, at the start.
const servicesKey = Symbol.for("patchbay.services");
const holder = globalThis as typeof globalThis & { [servicesKey]?: Services };

/** The services of this process; `instrumentation.ts` has built them before the first request. */
export function services(): Services {
  const built = holder[servicesKey];
  if (built === undefined) throw new Error("The services are asked for before the server has started.");
  return built;
}

/** Keeps the services for `services()`; those that are there already stay. */
export function provideServices(create: () => Services): Services {
  holder[servicesKey] ??= create();
  return holder[servicesKey];
}
