import { createHash, randomBytes, randomInt } from "node:crypto";
import { readFormOrJson } from "@/simulator/http/body";
import { detailRefusal, type Exchange, type Route, sendHtml, sendJson } from "@/simulator/http/exchange";
import { findPerson, type PersonId } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import { issueAuthorizationCode } from "./authorizationCode";
import { clientId, type OidcServer } from "./provider";
import { renderDeviceDonePage, renderDevicePage } from "./signInPage";

const lifetimeMs = 15 * 60_000;
/** Without the letters and digits that people mix up. */
const codeLetters = "BCDFGHJKLMNPQRSTVWXZ";

interface PendingDevice {
  userCode: string;
  expiresAtMs: number;
  state: "waiting" | "denied" | { code: string; verifier: string; challenge: string };
}

export interface DeviceCodes {
  routes: Route[];
  /** False when no such code waits. */
  decide(userCode: string, person: PersonId | undefined): Promise<boolean>;
}

/** The device sign-in of protocol note §e, which is not RFC 8628: 403 means "not yet", the server makes the verifier. */
export function createDeviceCodes(simulation: Simulation, server: OidcServer): DeviceCodes {
  const pending = new Map<string, PendingDevice>();

  function refuseWhenDisabled(): void {
    if (simulation.switches.deviceCode === "disabled") throw detailRefusal(404, "Not Found");
  }

  function start(form: Record<string, string>) {
    refuseWhenDisabled();
    if (form.client_id !== clientId) throw detailRefusal(400, "Unknown client_id");
    const id = `deviceauth_${randomBytes(16).toString("hex")}`;
    const device: PendingDevice = {
      userCode: newUserCode(),
      expiresAtMs: simulation.now() + lifetimeMs,
      state: "waiting",
    };
    pending.set(id, device);
    // A string: the real client cannot read a number here.
    return { device_auth_id: id, user_code: device.userCode, interval: "1" };
  }

  function poll(form: Record<string, string>) {
    refuseWhenDisabled();
    const device = pending.get(form.device_auth_id ?? "");
    if (device === undefined || device.userCode !== form.user_code || device.expiresAtMs < simulation.now()) {
      throw detailRefusal(404, "Not Found");
    }
    if (device.state === "denied") throw detailRefusal(400, "access_denied");
    if (device.state === "waiting") throw detailRefusal(403, "Authorization pending");
    pending.delete(form.device_auth_id ?? "");
    const { code, challenge, verifier } = device.state;
    return { authorization_code: code, code_challenge: challenge, code_verifier: verifier };
  }

  async function decide(userCode: string, personId: PersonId | undefined): Promise<boolean> {
    const wanted = userCode.trim().toUpperCase();
    const device = [...pending.values()].find((one) => one.userCode === wanted && one.state === "waiting");
    if (device === undefined || device.expiresAtMs < simulation.now()) return false;
    const person = findPerson(personId);
    device.state = person === undefined ? "denied" : await approve(server, person);
    return true;
  }

  async function submit(exchange: Exchange): Promise<void> {
    const form = await readFormOrJson(exchange);
    const approved = form.decision === "approve";
    const known = await decide(form.user_code ?? "", approved ? findPerson(form.person)?.id : undefined);
    if (known) sendHtml(exchange, renderDeviceDonePage(approved));
    else sendHtml(exchange, renderDevicePage("This code is not known, or it has been used or has expired."), 400);
  }

  const routes: Route[] = [
    {
      method: "POST",
      path: /^\/api\/accounts\/deviceauth\/usercode$/,
      handle: async (exchange) => sendJson(exchange, start(await readFormOrJson(exchange))),
    },
    {
      method: "POST",
      path: /^\/api\/accounts\/deviceauth\/token$/,
      handle: async (exchange) => sendJson(exchange, poll(await readFormOrJson(exchange))),
    },
    { method: "GET", path: /^\/codex\/device$/, handle: (exchange) => sendHtml(exchange, renderDevicePage()) },
    { method: "POST", path: /^\/codex\/device$/, handle: submit },
  ];
  return { routes, decide };
}

async function approve(server: OidcServer, person: NonNullable<ReturnType<typeof findPerson>>) {
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const redirectUri = `${server.provider.issuer}/deviceauth/callback`;
  const code = await issueAuthorizationCode(server, person, { redirectUri, codeChallenge: challenge });
  return { code, verifier, challenge };
}

function newUserCode(): string {
  const letters = Array.from({ length: 4 }, () => codeLetters[randomInt(codeLetters.length)]).join("");
  return `${letters}-${String(randomInt(100_000)).padStart(5, "0")}`;
}
