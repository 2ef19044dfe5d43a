import type { RunClaims } from "@/lib/storage/ports";

/** Claims in memory; `claimed` are those that are held. */
export function testClaims(): RunClaims & { claimed: Set<string> } {
  const claimed = new Set<string>();
  return {
    claimed,
    claim: async (id) => {
      if (claimed.has(id)) return undefined;
      claimed.add(id);
      const release = async () => void claimed.delete(id);
      const signals = { lost: new AbortController().signal, stop: new AbortController().signal };
      return { ...signals, receive: () => undefined, release, handOver: release, giveBack: release };
    },
    isClaimed: async (id) => claimed.has(id),
    askToStop: async () => false,
    send: async () => undefined,
    abandoned: async () => [],
    onHandedOver: () => () => undefined,
  };
}
