import { isIP } from "node:net";
import { z } from "zod";
import { isProxyUrl, isServerUrl, isUpstreamUrl } from "@/types/outboundUrl";
import { cleanSecret, isHeaderText, secretFault } from "@/types/secretText";

/** The kinds of values that settings have. A message says what the variable wants, and never repeats its value. */

/** A variable that is set but empty counts as not set: `.env` files often hold `NAME=`. */
export const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
export const optionalText = z.preprocess(unset, z.string().optional());
export const text = (standard: string) => z.preprocess(unset, z.string().default(standard));
/** White space around a word does not count. */
export const word = (value: unknown) => unset(typeof value === "string" ? value.trim() : value);

/** A key, without what cannot be seen. */
export const secret = z.preprocess(
  unset,
  z
    .string()
    .transform(cleanSecret)
    .superRefine((value, { addIssue }) => {
      const fault = secretFault(value);
      const given = "the key as it was given out";
      if (fault !== undefined) addIssue(leftOver(value) === "" ? `${given}: it ${fault}` : given);
    })
    .optional(),
);

/** What is sent in headers beside a key. */
export const headerText = z
  .string()
  .transform(cleanSecret)
  .refine(isHeaderText, "plain letters, digits and signs, since it is sent in a header");
export const optionalHeaderText = z.preprocess(unset, headerText.optional());

/** An upstream's base URL without a trailing slash: https, or http on this computer only. */
export const upstreamUrl = (standard: string) =>
  z.preprocess(
    unset,
    z
      .string()
      .trim()
      .default(standard)
      .refine(isUpstreamUrl, "an https URL without credentials (http only for this computer)")
      .transform((value) => value.replace(/\/+$/, "")),
  );

/** As `upstreamUrl`, but kept to the letter: the issuer compares its own name so. */
export const issuerUrl = z.preprocess(
  unset,
  z.string().trim().refine(isUpstreamUrl, "an https URL without credentials (http only for this computer)").optional(),
);

/** The base URL of a server of the person's own, without a trailing slash. */
export const serverUrl = z.preprocess(
  unset,
  z
    .string()
    .trim()
    .refine(isServerUrl, "an https URL without credentials (http only for this computer and a private network)")
    .transform((value) => value.replace(/\/+$/, ""))
    .optional(),
);

/** The address of a PostgreSQL database; it may hold a name and a password. */
export const databaseUrl = z.preprocess(
  unset,
  z
    .string()
    .trim()
    .refine(
      (value) => /^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(value) && URL.canParse(value),
      "an address such as postgres://user:password@host/database",
    )
    .optional(),
);

/** A proxy's address; it may hold a name and a password. */
export const proxyUrl = z.preprocess(
  unset,
  z.string().trim().refine(isProxyUrl, "an http or https address").optional(),
);

/** What a server binds. */
export const hostName = (standard: string) =>
  z.preprocess(
    word,
    z
      .string()
      .refine((value) => isIP(value) !== 0 || /^[\w.-]+$/.test(value), "a name or an address, without http:// and port")
      .default(standard),
  );

const portWords = "a port number, 0 to 65535";
export const port = z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords);

/** What all keys are derived from, as it is written. */
export const masterSecret = optionalText.refine(
  (value) => value === undefined || decodeSecret(value).length >= 32,
  "at least 32 bytes, written in hex or base64",
);

/** What belongs to the file it was written in: not every program that sets variables takes that away. */
export function leftOver(value = ""): string {
  if (/^\s*["'“”]/.test(value)) return "; leave the quotes around it away";
  return /\s#/.test(value) ? "; leave the comment behind it away" : "";
}

/** Hex if it reads as hex, else base64. */
export function decodeSecret(value: string): Uint8Array {
  const encoding = /^([0-9a-f]{2})+$/i.test(value) ? "hex" : "base64";
  return Uint8Array.from(Buffer.from(value, encoding));
}
