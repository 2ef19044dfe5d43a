/**
 * Passwords of people, as Argon2id strings in the PHC form. Measures of the OWASP Password Storage Cheat Sheet
 * (November 2026): 19 MiB, two passes, one lane. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const measures = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A native package; who has no people does not load it. */
const argon2 = () => import("@node-rs/argon2");

/** What letters look like is what counts, not which code points a keyboard gives (NIST SP 800-63B §3.1.1.2). */
const normalized = (password: string) => password.normalize("NFKC");

export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(normalized(password), measures);
}

/** Of nobody: so that a name that nobody has takes as long as one that somebody has. */
let hashOfNobody: Promise<string> | undefined;

/**
 * Whether this is the password; without a hash it never is, and takes as long. A hash that cannot be read is nobody's
 * password either.
 */
export async function isPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword(crypto.randomUUID());
  const { verify } = await argon2();
  const isRight = await verify(hash ?? (await hashOfNobody), normalized(password)).catch(() => false);
  return isRight && typeof hash === "string";
}

/** Whether a hash was made with weaker measures than those of now. */
export async function isWeak(hash: string): Promise<boolean> {
  const { memoryCost, timeCost, parallelism } = (await argon2()).parseOptions(hash);
  return memoryCost < measures.memoryCost || timeCost < measures.timeCost || parallelism < measures.parallelism;
}
