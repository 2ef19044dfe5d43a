import { createAccountCheck } from "@/lib/accountCheck";
import { createAuth } from "@/lib/auth/auth";
import { type AuthStorage, createAuthStorage } from "@/lib/auth/store/authStorage";
import { giveAccounts } from "@/lib/auth/store/giveAccounts";
import { notedStorage } from "@/lib/auth/store/notedStorage";
import { sharedStorage } from "@/lib/auth/store/sharedStorage";
import { createImageCheck, createMakeImages } from "@/lib/images/makeImages";
import type { Gate } from "@/lib/limits/gate";
import type { Limits } from "@/lib/limits/limits";
import { createAccountUsage } from "@/lib/llm/accountUsage";
import { createCallLlm } from "@/lib/llm/callLlm";
import { type CredentialsFor, createCatalogue, type ListModels } from "@/lib/llm/catalogue";
import { createFitCheck } from "@/lib/llm/fitCheck";
import { createPatientCredentials } from "@/lib/patientCredentials";
import { createCredentialsWithin, type PaymentTerms, type TermsParts } from "@/lib/paymentTerms";
import { personTexts } from "@/lib/people/personTexts";
import type { RehearsedSpending } from "@/lib/runs/preflight";
import { createUnattendedCheck } from "@/lib/runs/resume/unattended";
import type { Paying } from "@/lib/runs/runService";
import type { Services } from "@/lib/services";
import type { Foundation } from "./foundation";

/** The services that hang on who pays. */
export interface PersonalServices
  extends Spending,
    Pick<Services, "auth" | "catalogue" | "accountUsage" | "checkAccount"> {
  /** The same within terms, by what they are of. */
  within(terms: PaymentTerms): Spending;
}

/** What spends. */
export interface Spending extends Pick<Services, "callLlm" | "makeImages"> {
  listModels: ListModels;
  /** For runs. */
  paying: Paying;
  /** For the rehearsal of a run. */
  rehearsing: RehearsedSpending;
}

/**
 * The services as one person has them: plan accounts are theirs alone, kept in texts of their own; keys and servers are
 * everybody's. Without a person it is all one person's.
 */
export function createPersonalServices(foundation: Foundation, person?: string): PersonalServices {
  const { providers, log } = foundation;
  const limits = limitsFor(foundation.limits, person);
  const auth = createPersonalAuth(foundation, person);
  const credentialsFor = auth.credentials;
  const catalogue = createCatalogue({ providers, credentialsFor, now: Date.now, log });
  const accountUsage = createAccountUsage({ providers, credentialsFor, limits, now: Date.now });
  const own = { person, limits, auth, catalogue, accountUsage };
  return {
    ...{ auth, catalogue, accountUsage },
    checkAccount: createAccountCheck({ auth, providers }),
    ...createSpending(foundation, own, credentialsFor),
    within: kept((terms) => createSpending(foundation, own, createCredentialsWithin(terms, termsPartsOf(auth)))),
  };
}

/** As many as there may be access keys. */
const MAX_TERMS = 500;

/** Made once for the same terms: each request that comes through a door asks for them. */
function kept(create: PersonalServices["within"]): PersonalServices["within"] {
  const made = new Map<string, Spending>();
  return (terms) => {
    const name = JSON.stringify([terms.planSharing, terms.accounts]);
    const known = made.get(name);
    if (known !== undefined) return known;
    if (made.size >= MAX_TERMS) made.clear();
    const spending = create(terms);
    made.set(name, spending);
    return spending;
  };
}

function termsPartsOf({ credentials, status, requireBackgroundConsent }: Services["auth"]): TermsParts {
  return {
    credentialsFor: credentials,
    accountIds: async () => (await status()).accounts.map(({ id }) => id),
    requireConsent: requireBackgroundConsent,
  };
}

interface OwnParts extends Pick<PersonalServices, "auth" | "catalogue" | "accountUsage"> {
  person: string | undefined;
  limits: Limits;
}

/** What spends by these credentials. */
function createSpending(
  foundation: Foundation,
  { person, limits, auth, catalogue, accountUsage }: OwnParts,
  credentialsFor: CredentialsFor,
): Spending {
  const { providers, checkSchema, fileText, pauses, meter, newRequestId, patience, standing } = foundation;
  const patientCredentials = createPatientCredentials(credentialsFor, patience);
  const parts = { providers, checkSchema, fileText, meter, newRequestId };
  const callParts = { ...parts, limits, catalogue, readUsage: accountUsage.read };
  const imageParts = { ...callParts, pauses, assets: foundation.patientAssets };
  const mayRunUnattended = createUnattendedCheck(auth.requireBackgroundConsent);
  return {
    callLlm: createCallLlm({ ...callParts, credentialsFor }),
    listModels: async (provider, account) => catalogue.list(provider, account, await credentialsFor(provider, account)),
    makeImages: createMakeImages({ ...imageParts, credentialsFor }),
    paying: {
      callLlm: createCallLlm({ ...callParts, credentialsFor: patientCredentials }),
      makeImages: createMakeImages({ ...imageParts, credentialsFor: patientCredentials }),
      mayRunUnattended: async (nodes) =>
        (person === undefined || (await standing?.isActive(person)) !== false) && mayRunUnattended(nodes),
      requireAccount: async (id) => {
        // An account of somebody else would else stand for the default one.
        if (person !== undefined) await auth.account(id);
        await credentialsFor("openai-auth", id);
      },
    },
    rehearsing: {
      images: createImageCheck({ providers, catalogue, credentialsFor }),
      payerOf: async (provider, account) => (await credentialsFor(provider, account)).payer,
      leftOf: async (provider, account) => (await credentialsFor(provider, account)).left?.(),
      fitCheck: createFitCheck({ providers, catalogue, credentialsFor }),
      limitsOf: async (account) => {
        const { accounts } = limits.withUsage(await auth.status());
        return { ...accounts.find(({ id }) => id === account)?.usage };
      },
    },
  };
}

/** Whose calls these are at a gate, where persons take turns. */
function limitsFor(limits: Limits, person: string | undefined): Limits {
  const asPerson = (gate: Gate): Gate => ({ ...gate, join: (run) => gate.join(run, person) });
  return {
    ...limits,
    gateOf: (payer) => asPerson(limits.gateOf(payer)),
    imageGateOf: (payer) => asPerson(limits.imageGateOf(payer)),
  };
}

function accountStorageOf(foundation: Foundation, person: string | undefined): AuthStorage {
  const { config, box, noteFor, people, standing } = foundation;
  const { texts } = foundation.storage;
  const accountTexts = person === undefined ? texts : personTexts(texts, person);
  const all = createAuthStorage({ config, texts, accountTexts, box });
  const storage =
    person === undefined || people === undefined || standing === undefined
      ? all
      : sharedStorage(all, {
          shares: people.shares,
          person,
          role: () => standing.requireActive(person),
          now: Date.now,
        });
  return notedStorage(storage, noteFor(person));
}

/** Makes what was connected before anybody had a name one person's; gives its names. @throws AppError `storage_failed` */
export async function giveAccountsTo(foundation: Foundation, person: string): Promise<string[]> {
  const [from, to] = [accountStorageOf(foundation, undefined), accountStorageOf(foundation, person)];
  const [openai, google] = await Promise.all([
    giveAccounts(from.openai, to.openai),
    giveAccounts(from.google, to.google),
  ]);
  return [...openai, ...google];
}

function createPersonalAuth(foundation: Foundation, person: string | undefined): Services["auth"] {
  const { config, box, egress, keepers, standing, reporting } = foundation;
  const storage = accountStorageOf(foundation, person);
  const reportBug = reporting("Work on an account met a bug.");
  const auth = createAuth({ config, storage, box, egress, hasOthers: person !== undefined, reportBug });
  return {
    ...auth,
    credentials: async (provider, account) => {
      if (person !== undefined) await standing?.requireActive(person);
      const source = await auth.credentials(provider, account);
      if (provider === "openai-auth") keepers.learn(source.payer.id, auth.limits);
      return source;
    },
  };
}
