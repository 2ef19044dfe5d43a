/** Whether the payer that a node names can be used now. */
export type Connection =
  | "unknown"
  | "ready"
  | "not-connected"
  | "account-gone"
  | "needs-login"
  | "plan-use-off"
  | "switched-off"
  | "no-key"
  | "no-server";
