import { setTimeout as sleep } from "node:timers/promises";
import { openCallbackServer, untilBack } from "@/cli/callbackServer";
import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { toSignInAnswer } from "@/lib/auth/signIn/finishSignIn";
import { AppError } from "@/types/errors";
import { type AccountView, accountRouteSchema } from "@/types/providers";

const DEVICE_POLL_MS = 2000;
/** Stands for a browser that is not on this computer, so that nothing waits for its return. */
const ELSEWHERE = "https://terminal.invalid";

export const login: Command = {
  usage: "login [--device | --paste] [--route codex|siwc] [--name NAME]",
  summary: "Connect a ChatGPT account.",
  options: {
    device: { type: "boolean" },
    paste: { type: "boolean" },
    route: { type: "string" },
    name: { type: "string" },
  },
  maxPositionals: 0,
  isPersonal: true,
  run: async (context) => {
    const { device, paste } = context.options;
    if (device && paste) throw new AppError("invalid_request", "Choose one of --device and --paste.");
    const account = await (device ? loginByDevice(context) : paste ? loginByPaste(context) : loginByBrowser(context));
    return welcome(context, account);
  },
};

function requestOf({ options }: CommandContext) {
  const route = accountRouteSchema.safeParse(options.route ?? "codex");
  if (!route.success) throw new AppError("invalid_request", "--route is codex or siwc.");
  return { route: route.data, name: typeof options.name === "string" ? options.name : undefined };
}

async function loginByBrowser(context: CommandContext): Promise<AccountView> {
  const { services, terminal } = context;
  const { auth } = services;
  const server = await openCallbackServer("/api/auth/openai/callback", async (answer) =>
    auth.callback(toSignInAnswer(answer)),
  );
  try {
    const { url, listener } = await services.auth.start({ ...requestOf(context), origin: server.origin });
    if (listener !== "listening") {
      terminal.say("The ports for the way back are taken by another program, so you will paste the address instead.");
      return await pasteAddress(context, url);
    }
    terminal.say(`Sign in here, then come back:\n\n  ${url}\n`);
    terminal.openBrowser(url);
    return await auth.account(await untilBack(server, terminal.signal));
  } finally {
    server.close();
  }
}

async function loginByPaste(context: CommandContext): Promise<AccountView> {
  const { url } = await context.services.auth.start({ ...requestOf(context), origin: ELSEWHERE });
  return pasteAddress(context, url);
}

async function pasteAddress({ services, terminal }: CommandContext, url: string): Promise<AccountView> {
  terminal.say(`Sign in here, on any computer:\n\n  ${url}\n\nThe last page will not load. Copy its whole address.`);
  return services.auth.exchange({ url: await terminal.ask("Address: ") });
}

async function loginByDevice(context: CommandContext): Promise<AccountView> {
  const { services, terminal } = context;
  const { route, name } = requestOf(context);
  if (route === "siwc") throw new AppError("invalid_request", "Route siwc has no device codes. Leave out --device.");
  const { id, userCode, verificationUrl } = await services.auth.device.start({ name, origin: ELSEWHERE });
  terminal.say(`Open ${verificationUrl} on any device and type this code:\n\n  ${userCode}\n`);
  while (true) {
    const { status, account, error } = await services.auth.device.status(id);
    if (account !== undefined) return account;
    if (status === "failed") throw new AppError("access_denied", error?.message ?? "The sign-in failed.");
    await sleep(DEVICE_POLL_MS, undefined, { signal: terminal.signal });
  }
}

function welcome({ terminal }: CommandContext, { name, plan, email, missing }: AccountView): ExitCode {
  const facts = [plan, email].filter((fact) => fact !== undefined).join(", ");
  terminal.print(`Connected ${name}${facts === "" ? "" : ` (${facts})`}.`);
  for (const words of missing) terminal.say(words);
  return exitCodes.done;
}
