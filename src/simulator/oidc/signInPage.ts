import { people } from "@/simulator/people";
import { escapeHtml, renderPage } from "./page";

/** The people as radio buttons (field `person`), the named or first one chosen. */
export function peopleChoice(chosen = people[0]?.id): string {
  const choices = people.map(
    (person) => `<label class="person">
<input type="radio" name="person" value="${person.id}"${person.id === chosen ? " checked" : ""}>
<span>${escapeHtml(person.name)}<small>${escapeHtml(person.about)}</small></span>
</label>`,
  );
  return `<fieldset><legend>Sign in as</legend>${choices.join("\n")}</fieldset>`;
}

export const decisionButtons = `<div class="row">
<button type="submit" name="decision" value="deny">Deny</button>
<button type="submit" name="decision" value="approve" class="main">Approve</button>
</div>`;

/** The page a sign-in stops at. Posts `person` and `decision` to its own address. */
export function renderSignInPage(redirectUri: string): string {
  return renderPage(
    "Simulated ChatGPT sign-in",
    `<h1>Simulated ChatGPT sign-in</h1>
<p>Nothing leaves this computer. Choose who you want to be.</p>
<form method="post">${peopleChoice()}${decisionButtons}</form>
<p class="note">You will be sent back to ${escapeHtml(new URL(redirectUri).host)}.</p>`,
  );
}

/** The page where a person types a device code. Posts `user_code`, `person` and `decision` to its own address. */
export function renderDevicePage(problem?: string): string {
  const notice = problem === undefined ? "" : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`;
  return renderPage(
    "Simulated device sign-in",
    `<h1>Simulated device sign-in</h1>
<p>Nothing leaves this computer. Type the code that your program shows.</p>${notice}
<form method="post"><label for="user_code">Code</label>
<input class="code" id="user_code" name="user_code" required autocomplete="off" autocapitalize="characters" placeholder="ABCD-12345">
${peopleChoice()}${decisionButtons}</form>`,
  );
}

export function renderDeviceDonePage(approved: boolean): string {
  const words = approved
    ? "You are signed in. You can close this page."
    : "The sign-in was refused. You can close this page.";
  return renderPage("Simulated device sign-in", `<h1>${approved ? "Approved" : "Denied"}</h1><p>${words}</p>`);
}

export function renderErrorPage(error: string, description: string): string {
  return renderPage(
    "Sign-in not possible",
    `<h1>This sign-in is not possible</h1>
<p class="problem" role="alert">${escapeHtml(description === "" ? error : description)}</p>
<p class="note">The simulated sign-in server answered <code>${escapeHtml(error)}</code>.</p>`,
  );
}
