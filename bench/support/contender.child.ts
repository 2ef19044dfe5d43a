import type { Contender, ContenderName, Measured, Task } from "./contender";
import { cpuMicroseconds, repeat } from "./figures";
import { floor } from "./floor";
import { langGraph } from "./langGraph";
import { patchbay } from "./patchbay";
import { rivet } from "./rivet";

/** Loads a contender; a peer from the module that its installation has made (peerInstall.ts). */
const loaders: Record<ContenderName, (modulePath: string) => Promise<Contender>> = {
  patchbay: async () => patchbay,
  floor: async () => floor,
  rivet: async (modulePath) => rivet(await import(modulePath)),
  langGraph: async (modulePath) => langGraph(await import(modulePath)),
};

// A process of its own for each contender (contenderProcess.ts): one that overflows the stack takes nobody along.
const [name = "", modulePath = ""] = process.argv.slice(2);
const contender = await loaders[name as ContenderName](modulePath); // named by contenderProcess.ts

process.on("message", async (task: Task) => {
  process.send?.(await measure(task).catch((error: unknown) => ({ failure: toReason(error) })));
});
process.send?.("ready");

async function measure(task: Task): Promise<Measured> {
  const startedAt = performance.now();
  const cpu = task.is === "chain" ? await measureChain(task) : await measureFan(task);
  return { cpu, ms: performance.now() - startedAt };
}

async function measureChain({ count, repeats }: Task & { is: "chain" }): Promise<number> {
  const work = contender.chain(count);
  return cpuMicroseconds(() =>
    repeat(repeats, async () => {
      const value = await work();
      if (value !== "x") throw new Error(`gives ${JSON.stringify(value) ?? "nothing"} at its end`);
    }),
  );
}

async function measureFan({ calls, callMs }: Task & { is: "fan" }): Promise<number> {
  const work = contender.fan(calls, callMs);
  return cpuMicroseconds(async () => {
    const answered = await work();
    if (answered !== calls) throw new Error(`made ${answered} of ${calls} calls`);
  });
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 80) : String(error);
}
