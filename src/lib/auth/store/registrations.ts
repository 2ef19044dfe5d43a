import type { AccountRecord, AuthDocument, RegistrationRecord } from "./authFileSchema";

type Registrations = Pick<AuthDocument, "registrations">;

/** A client id that was issued earlier, to sign in with again. */
export interface KnownClient {
  clientId: string;
  email: string | null;
}

/**
 * The registration to sign in with: that of the named account, else the newest one whose account is disconnected or
 * whose first sign-in did not get through. Undefined: register anew.
 */
export function knownClient(document: AuthDocument, issuer: string, account?: string): KnownClient | undefined {
  const own = document.registrations.filter((registration) => registration.issuer === issuer);
  const row = document.accounts.find(({ id }) => id === account);
  const found =
    account === undefined
      ? own.filter(({ client_id }) => !isConnected(document, issuer, client_id)).toSorted(byNewest)[0]
      : own.find((registration) => registration.client_id === row?.client_id || registration.account === account);
  return found && { clientId: found.client_id, email: found.email };
}

function isConnected({ accounts }: AuthDocument, issuer: string, clientId: string): boolean {
  return accounts.some(
    ({ route, issuer: of, client_id }) => route === "siwc" && of === issuer && client_id === clientId,
  );
}

function byNewest(a: RegistrationRecord, b: RegistrationRecord): number {
  return b.updated_at.localeCompare(a.updated_at);
}

export function findRegistration(
  { registrations }: Registrations,
  issuer: string,
  clientId: string,
): RegistrationRecord | undefined {
  return registrations.find((registration) => registration.issuer === issuer && registration.client_id === clientId);
}

/** Kept before the code is redeemed, so that a failed exchange does not lead to a second registration. */
export function keepRegistration(document: Registrations, issuer: string, clientId: string, nowMs: number): void {
  const known = findRegistration(document, issuer, clientId);
  const at = new Date(nowMs).toISOString();
  if (known !== undefined) known.updated_at = at;
  else document.registrations.push({ ...unsettled, issuer, client_id: clientId, created_at: at, updated_at: at });
}

const unsettled = { sub: null, account: null, name: null, email: null, background_consent: false };

/** What signing in again brings back stays with the registration, also when the row goes away. */
export function rememberInRegistration(document: Registrations, row: AccountRecord, nowMs: number): void {
  keepRegistration(document, row.issuer, row.client_id, nowMs);
  const registration = findRegistration(document, row.issuer, row.client_id);
  if (registration === undefined) return;
  const { id: account, sub, name, email, background_consent } = row;
  Object.assign(registration, { account, sub, name, email, background_consent });
}
