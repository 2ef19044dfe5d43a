import { AppError } from "@/types/errors";

/** An account by its id or its name. @throws AppError `not_found`, `invalid_request` when a name fits several */
export function findAccount<Account extends { id: string; name: string }>(accounts: Account[], named: string): Account {
  const exact = accounts.find(({ id }) => id === named);
  if (exact !== undefined) return exact;
  const [account, ...others] = accounts.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
  if (account === undefined) {
    const names = accounts.map(({ name }) => name).join(", ");
    throw new AppError(
      "not_found",
      `No account is called ${named}. There ${names === "" ? "is none" : `are: ${names}`}.`,
    );
  }
  if (others.length === 0) return account;
  const ids = [account, ...others].map(({ id }) => id).join(", ");
  throw new AppError("invalid_request", `Several accounts are called ${named}. Give one of their ids: ${ids}.`);
}
