import { defaultPort, startSimulator } from "./simulator";

const wanted = process.env.SIMULATOR_PORT;
const port = wanted === undefined || wanted === "" ? defaultPort : Number(wanted);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`SIMULATOR_PORT is "${wanted}"; it must be a port number from 0 to 65535.`);
  process.exit(2);
}

try {
  const simulator = await startSimulator({
    port,
    control: process.env.SIMULATOR_CONTROL === "1",
    log: (line) => console.log(line),
  });
  console.log(`The simulator listens on ${simulator.url}. Nothing leaves this computer.`);
  console.log("To use it, start Patchbay with these settings and any keys:\n");
  for (const [name, value] of Object.entries(simulator.env)) console.log(`  ${name}=${value}`);
  console.log(`  COMPATIBLE_BASE_URL=${simulator.url}/ollama/v1`);
  console.log("  OPENAI_API_KEY=sk-simulated\n  ANTHROPIC_API_KEY=simulated\n  GEMINI_API_KEY=simulated\n");
} catch (error) {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const reason = isTaken ? `Port ${port} is taken; set SIMULATOR_PORT to another one.` : String(error);
  console.error(`The simulator could not start. ${reason}`);
  process.exit(1);
}
