import type { Usage } from "@/types/llm";

/** What happened once, and how long it took. Each fact has few values: but for models, which people name, none is what somebody wrote. */
export type Measured =
  | { of: "request"; method: string; route: string; status: number; seconds: number }
  | { of: "call"; operation: "chat" | "image"; provider: string; model: string; seconds: number; error?: string }
  | { of: "tokens"; provider: string; model: string; usage: Usage }
  | { of: "lookup"; isHit: boolean }
  | { of: "run-begin" }
  | { of: "run"; status: string; seconds: number };

/** Takes what is measured to whoever reads it; to nobody, most of the time. */
export interface Meter {
  tell(measured: Measured): void;
  listen(listener: (measured: Measured) => void): void;
}

export function createMeter(): Meter {
  const listeners: ((measured: Measured) => void)[] = [];
  return {
    tell: (measured) => {
      for (const listener of listeners) listener(measured);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
