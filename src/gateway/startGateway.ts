import { services } from "@/lib/services";
import { createGateway, type Gateway } from "./gateway";

const holder = globalThis as { [gatewayKey: symbol]: Gateway | undefined };

/** Lets our server (bin/server.mjs), which is no part of the build, ask the gateway of this process before Next. */
export function startGateway(): void {
  holder[Symbol.for("patchbay.gateway")] ??= createGateway(services);
}
