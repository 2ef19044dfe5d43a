/** How long an issuer may take to answer, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 10_000;
