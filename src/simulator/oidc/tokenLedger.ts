import type { PersonId } from "@/simulator/people";

/** Why a token that was once good is good no more. */
export type TokenState = "live" | "used" | "expired" | "revoked";

interface IssuedToken {
  person: PersonId;
  /** One sign-in; its refresh tokens are one family. */
  grantId: string;
  state: TokenState;
}

/** Remembers every issued token and its fate, so that a refusal can name its reason. */
export interface TokenLedger {
  /** Keyed by the `jti` of the JWT. */
  access: Map<string, IssuedToken>;
  /** Keyed by the token itself. */
  refresh: Map<string, IssuedToken>;
  /** Kills a family: the access tokens of the sign-in too. */
  revokeGrant(grantId: string): void;
  /** Changes the state of live tokens, of one person or of all. */
  turn(kind: "access" | "refresh", state: TokenState, person?: PersonId): void;
}

export function createTokenLedger(): TokenLedger {
  const access = new Map<string, IssuedToken>();
  const refresh = new Map<string, IssuedToken>();
  return {
    access,
    refresh,
    revokeGrant(grantId) {
      for (const token of [...access.values(), ...refresh.values()]) {
        // A used token keeps its state: its owner is told that it was used, whatever became of the family.
        if (token.grantId === grantId && token.state === "live") token.state = "revoked";
      }
    },
    turn(kind, state, person) {
      const tokens = kind === "access" ? access : refresh;
      for (const token of tokens.values()) {
        if (token.state === "live" && (person === undefined || token.person === person)) token.state = state;
      }
    },
  };
}
