import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild, type TestChild } from "@/lib/auth/testkit/testChild";

export type MemberKind = "server" | "worker";

/** A process of a team. */
export interface Member {
  kind: MemberKind;
  child: TestChild;
  /** Of a server: `http://127.0.0.1:<port>` */
  url: string;
}

export interface TeamOptions {
  /** `DATABASE_URL` of each. */
  databaseUrl: string;
  /** Further settings of each, those of the upstream among them. */
  env: Record<string, string>;
  servers: number;
  workers: number;
  /** Further settings of the servers. */
  serverEnv?: Record<string, string>;
}

export interface Team {
  /** Those that live. */
  members(kind?: MemberKind): Member[];
  /** Starts one more. @throws if it cannot start, with what it said */
  add(kind: MemberKind): Promise<Member>;
  /** By SIGKILL: it says nothing to anybody any more. */
  kill(member: Member): Promise<void>;
  /** What all of them have said, also those that are gone. */
  log(): string;
  stop(): Promise<void>;
}

const files = {
  server: new URL("./server.child.ts", import.meta.url),
  worker: new URL("../../bin/worker.ts", import.meta.url),
};

/** Real servers and workers on one database, as `npm start` and `npm run worker` start them on machines of their own. */
export async function startTeam({ databaseUrl, env, servers, workers, serverEnv = {} }: TeamOptions): Promise<Team> {
  const directory = await mkdtemp(join(tmpdir(), "patchbay-team-"));
  const living = new Set<Member>();
  const all: TestChild[] = [];

  const add = async (kind: MemberKind): Promise<Member> => {
    const child = startChild(files[kind], [], {
      PATCHBAY_SECRET: "5c".repeat(32),
      DATABASE_URL: databaseUrl,
      PATCHBAY_DATA_DIR: join(directory, String(all.length)),
      XDG_CONFIG_HOME: directory,
      ...env,
      ...(kind === "server" ? serverEnv : {}),
    });
    all.push(child);
    const url = kind === "server" ? `http://127.0.0.1:${await child.nextLine()}` : "";
    const member = { kind, child, url };
    living.add(member);
    child.process.once("exit", () => living.delete(member));
    return member;
  };

  const team: Team = {
    members: (kind) => Array.from(living).filter((member) => kind === undefined || member.kind === kind),
    add,
    kill: ({ child }) => kill(child),
    log: () => all.map((child) => child.complaints()).join(""),
    stop: async () => {
      await Promise.all(all.map(kill));
      await rm(directory, { recursive: true, force: true });
    },
  };
  const kinds = [...Array<MemberKind>(servers).fill("server"), ...Array<MemberKind>(workers).fill("worker")];
  await Promise.all(kinds.map(add)).catch(async (error: unknown) => {
    await team.stop();
    throw error;
  });
  return team;
}

async function kill({ process }: TestChild): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = once(process, "exit");
  process.kill("SIGKILL");
  await gone;
}
