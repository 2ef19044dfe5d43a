/** What was not carried over as it was; the screen has the words. `node` is what the node is called. */
export type ImportNote =
  /** A kind without a counterpart: a note that keeps what it held. */
  | { code: "kind"; node: string; type: string }
  | { code: "wire"; from: string; to: string }
  /** The last of several texts counted there; here they are joined in their order. */
  | { code: "joined"; node: string }
  /** A list that was split by a regular expression. */
  | { code: "pattern"; node: string; pattern: string }
  /** A picture that is not in the file. */
  | { code: "picture"; node: string; file: string }
  | { code: "provider"; node: string; provider: string };
