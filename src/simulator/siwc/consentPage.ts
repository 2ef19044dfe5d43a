import { escapeHtml, renderPage } from "@/simulator/oidc/page";
import { decisionButtons, peopleChoice } from "@/simulator/oidc/signInPage";
import type { AuthorizeRequest } from "./authorizeRequest";

/** The page a sign-in stops at. Posts `person`, `decision` and, where it is asked, `plan_use` to its own address. */
export function renderConsentPage(request: AuthorizeRequest): string {
  const name = escapeHtml(request.name);
  const isAsked = request.client === undefined || request.asksConsent;
  const planUse = `<label class="person plan"><input type="checkbox" name="plan_use" value="on" checked>
<span>Let ${name} use the plan<small>You can set how much in ChatGPT's settings.</small></span></label>`;
  return renderPage(
    "Simulated ChatGPT sign-in",
    `<h1>Continue to ${name}</h1>
<p>Simulated sign-in with ChatGPT. Nothing leaves this computer.</p>
<form method="post">${peopleChoice(request.client?.person)}${isAsked ? `<fieldset>${planUse}</fieldset>` : ""}${decisionButtons}</form>
<p class="note">You will be sent back to ${escapeHtml(new URL(request.redirectUri).host)}.</p>`,
  );
}
