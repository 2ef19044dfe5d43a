import { Refusal } from "@/simulator/http/exchange";
import type { Refuse } from "@/simulator/responses/refuse";

/** What lies behind the gate of the plan backend refuses in the words and the shape of the Responses API. */
export const refuseBehindGate: Refuse = (message, param, { code = "invalid_value", status = 400 } = {}) =>
  new Refusal(status, { error: { message, type: "invalid_request_error", param, code } });
