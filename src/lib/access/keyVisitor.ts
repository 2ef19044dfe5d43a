import { asMaker, type OnBehalf } from "@/lib/people/asMaker";
import type { Services } from "@/lib/services";
import type { AccessScope } from "@/types/access";
import { AppError } from "@/types/errors";
import type { RunThrough } from "@/types/run";
import type { AccessKey } from "./accessKeys";

/** Who comes in by an access key. */
export interface KeyVisitor extends OnBehalf {
  key: AccessKey;
}

export interface KeyRequest {
  authorization: string | null;
  /** The network address that asks. */
  address: string;
  /** Absent where no key opens. */
  scope: AccessScope | undefined;
}

/**
 * Lets in by a key, as whoever made it.
 * @throws AppError `login_required`, `not_allowed` for a key without that scope, `rate_limited`, `storage_failed`
 */
export async function admitByKey(
  services: Services,
  { authorization, address, scope }: KeyRequest,
): Promise<KeyVisitor> {
  const key = await services.accessKeys.find(authorization, address);
  requireScope(key, scope);
  return { key, ...(await asMaker(services, key.person, () => ofNobody(key))) };
}

/** @throws AppError `not_allowed` */
function requireScope({ name, scopes }: AccessKey, scope: AccessScope | undefined): void {
  if (scope !== undefined && scopes.includes(scope)) return;
  const what = scope === undefined ? "No access key opens this" : `The access key “${name}” does not open this`;
  throw new AppError("not_allowed", `${what}: it has ${scopes.join(", ")}.`, { ...(scope && { needed: scope }) });
}

function ofNobody({ name }: AccessKey): AppError {
  const message = `The access key “${name}” belongs to nobody who may use this Patchbay. Make a new one.`;
  return new AppError("login_required", message, { needs: "access_key" });
}

/** How what is started by a key is told and paid. */
export function throughKey(kind: RunThrough["kind"], { id, name, accounts }: AccessKey): RunThrough {
  return { kind, id, name, ...(accounts === undefined ? {} : { accounts }) };
}

/** Services whose runs are started by a key, and paid within it. */
export function withinKey(services: Services, key: AccessKey): Services {
  const { runs, preflight } = services;
  // What it runs is held against this once it is read: a single call gets nothing of a shared plan.
  const through = throughKey("key", key);
  return {
    ...services,
    preflight: (workflow, request) => preflight(workflow, { ...request, through }),
    runs: {
      ...runs,
      start: (workflow, request) => runs.start(workflow, { ...request, through }),
      resume: async (id, request) => {
        // Another run is paid within other terms.
        const startedBy = (await runs.read(id)).through;
        if (key.accounts !== undefined && startedBy?.id !== key.id) {
          const message = "This access key names who may pay, so it goes on with runs alone that it started.";
          throw new AppError("not_allowed", message, { run: id });
        }
        if (startedBy === undefined) await refuseUnconsented(services, id);
        return runs.resume(id, request);
      },
    },
  };
}

/**
 * A run that a person started is paid as at the screen, also by plan sharing that nobody allowed to go on unattended.
 * @throws AppError `plan_use_off` where there is such an account
 */
async function refuseUnconsented({ auth }: Pick<Services, "auth">, run: string): Promise<void> {
  const { accounts } = await auth.status();
  const account = accounts.find(({ route, planUse, backgroundConsent }) => {
    return route === "siwc" && planUse === true && backgroundConsent !== true;
  });
  if (account === undefined) return;
  const message = `A person started this run, and “${account.name}” may pay for what a person does alone. Resume it on the screen, or let runs go on with it while nobody watches (Project setup, Providers).`;
  throw new AppError("plan_use_off", message, { run, account: account.id, needs: "background_consent" });
}
