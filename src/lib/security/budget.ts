/** An amount that works share; who does not fit in waits, first come, first served. */
export interface Budget {
  /** Runs `work` once its amount is free, or alone if it is larger than all there is. */
  spend<T>(amount: number, work: () => Promise<T>): Promise<T>;
}

export function createBudget(total: number): Budget {
  let spent = 0;
  const waiting: { amount: number; begin: () => void }[] = [];

  const fits = (amount: number) => spent === 0 || spent + amount <= total;

  function beginNext(): void {
    for (let next = waiting[0]; next !== undefined && fits(next.amount); next = waiting[0]) {
      waiting.shift();
      spent += next.amount;
      next.begin();
    }
  }

  return {
    async spend(amount, work) {
      await new Promise<void>((begin) => {
        waiting.push({ amount, begin });
        beginNext();
      });
      try {
        return await work();
      } finally {
        spent -= amount;
        beginNext();
      }
    },
  };
}
