/**
 * Starts of texts that a spreadsheet would take for a formula (OWASP, CSV injection), in their wide forms too. What is
 * nothing but a number is none.
 */
export const formulaStart = /^(?=[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])(?![-+]?\d+([.,]\d+)?$)/;
