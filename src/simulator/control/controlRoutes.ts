import { isObject, readBody } from "@/simulator/http/body";
import { detailRefusal, type Route, sendJson } from "@/simulator/http/exchange";
import type { Counters, RecordedRequest, SimulatorControl } from "@/simulator/types";

/**
 * The control for tests in another process: `POST /simulator/control/<method>` with the method's JSON argument,
 * `GET /simulator/control/counters` and `…/requests`.
 */
export function controlRoutes(control: SimulatorControl, requests: RecordedRequest[], counters: Counters): Route[] {
  return [
    {
      method: "POST",
      path: /^\/simulator\/control\/(?<method>\w+)$/,
      async handle(exchange, { method = "" }) {
        const text = (await readBody(exchange)).toString("utf8");
        const argument: unknown = text === "" ? {} : JSON.parse(text);
        if (!Object.hasOwn(control, method) || !isObject(argument)) throw detailRefusal(404, "No such control");
        // The argument is as trusted as a test's own call would be.
        const call = control[method as keyof SimulatorControl] as (argument: unknown) => unknown;
        sendJson(exchange, { result: (await call(argument)) ?? null });
      },
    },
    { method: "GET", path: /^\/simulator\/control\/counters$/, handle: (exchange) => sendJson(exchange, counters) },
    { method: "GET", path: /^\/simulator\/control\/requests$/, handle: (exchange) => sendJson(exchange, requests) },
  ];
}
