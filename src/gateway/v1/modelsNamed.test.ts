import { describe, expect, it } from "vitest";
import { supportsAll } from "@/lib/llm/supportsAll";
import { AppError } from "@/types/errors";
import type { AccountStatus, AccountView, ModelList } from "@/types/providers";
import { findModel, type ModelsWithin, modelNameOf, offeredModels } from "./modelsNamed";
import { modelPayersOf } from "./modelsPaying";

interface Setting {
  accounts?: [id: string, route?: "codex" | "siwc", status?: AccountStatus][];
  defaultAccount?: string;
  keys?: string[];
  googles?: string[];
  servers?: string[];
  /** By `<provider>` or `<provider> <account>`; a list that is missing could not be fetched. */
  models?: Record<string, string[]>;
  mayspend?: string[];
}

/** A person with these accounts, keys and servers. */
function within(setting: Setting): ModelsWithin {
  const { accounts = [], keys = [], googles = [], servers = [], models = {}, mayspend } = setting;
  const accountViews = accounts.map(([id, route = "codex", status = "active"]) => ({ id, name: id, route, status }));
  const list = async (provider: string, account?: string): Promise<ModelList> => {
    const ids = models[account === undefined ? provider : `${provider} ${account}`];
    const model = (id: string) => ({ id, name: id, input: ["text" as const], supports: supportsAll });
    return {
      ...{ provider: provider as ModelList["provider"], account, fetchedAt: "2030-01-01T00:00:00.000Z" },
      source: ids === undefined ? "bundled" : "live",
      models: (ids ?? []).map(model),
    };
  };
  const auth = {
    status: async () => ({
      accounts: accountViews as AccountView[],
      defaultAccountId: setting.defaultAccount ?? accountViews[0]?.id ?? null,
    }),
    google: {
      status: async () => ({
        accounts: googles.map((id) => ({ id, name: id, status: "active" })),
        defaultAccountId: googles[0] ?? null,
      }),
    },
    keys: { list: async () => keys.map((provider) => ({ provider, source: "stored" })) },
    servers: { list: async () => servers.map((id) => ({ id, name: id })) },
    credentials: async (provider: string) => {
      if (accounts.length + keys.length === 0) throw new AppError("auth_required", `There is nobody for ${provider}.`);
    },
  };
  // What is asked of them here, and nothing else.
  return {
    services: { auth, catalogue: { list } } as unknown as ModelsWithin["services"],
    key: { accounts: mayspend },
  };
}

const planAndKey: Setting = {
  accounts: [["ada"], ["work"]],
  keys: ["openai"],
  models: {
    "openai-auth ada": ["gpt-6-sol", "gpt-6-plan"],
    "openai-auth work": ["gpt-6-sol", "gpt-6-work"],
    openai: ["gpt-6-sol", "gpt-6-key"],
  },
};
const failureOf = (setting: Setting, name: string, account?: string): Promise<AppError> =>
  findModel(within(setting), name, account).then(
    (found) => expect.unreachable(JSON.stringify(found)),
    (error: AppError) => error,
  );

describe("a name with its provider", () => {
  it("is answered by the default account, the key or the only server", async () => {
    const servers = { servers: ["ollama"], models: { "compatible ollama": ["llama", "meta/llama"] } };
    expect(await findModel(within(planAndKey), "openai-auth/gpt-6-sol")).toEqual({
      ...{ provider: "openai-auth", model: "gpt-6-sol", account: "ada" },
    });
    expect(await findModel(within(planAndKey), "openai/gpt-6-sol")).toEqual({ provider: "openai", model: "gpt-6-sol" });
    for (const model of ["llama", "meta/llama"]) {
      const target = { provider: "compatible", model, account: "ollama" };
      expect(await findModel(within(servers), `compatible/${model}`)).toEqual(target);
      expect(await findModel(within(servers), `compatible/ollama/${model}`)).toEqual(target);
    }
  });

  it("is answered by the account or server that stands in it", async () => {
    expect(await findModel(within(planAndKey), "openai-auth/work/gpt-6-work")).toMatchObject({ account: "work" });
    expect(await failureOf(planAndKey, "openai-auth/gpt-6-work")).toMatchObject({ code: "model_not_available" });
  });

  it("is that of the one server that offers the model, and refused while another cannot be asked", async () => {
    const servers = ["a", "b"];
    const both = { servers, models: { "compatible a": ["x"], "compatible b": ["y"] } };
    expect(await findModel(within(both), "compatible/y")).toMatchObject({ account: "b", model: "y" });
    const away = { servers, models: { "compatible b": ["y"] } };
    const refused = await failureOf(away, "compatible/y");
    expect(refused).toMatchObject({ code: "model_not_available", facts: { models: expect.any(Array) } });
    expect(refused.facts.models).toEqual(["compatible/a/y", "compatible/b/y"]);
    expect(await findModel(within(away), "compatible/a/y")).toMatchObject({ account: "a" });
  });

  it("goes on to the upstream where its list cannot be had", async () => {
    expect(await findModel(within({ keys: ["anthropic"] }), "anthropic/new")).toMatchObject({ model: "new" });
  });

  it("never means a model of another provider that is called so", async () => {
    const router = { servers: ["router"], keys: ["anthropic"], models: { "compatible router": ["openai/gpt-4o"] } };
    expect(await findModel(within(router), "compatible/openai/gpt-4o")).toMatchObject({ account: "router" });
    expect((await failureOf(router, "openai/gpt-4o")).code).not.toBe("model_not_available");
  });
});

describe("a model without its provider", () => {
  it("is answered where one offers it", async () => {
    expect(await findModel(within(planAndKey), "gpt-6-plan")).toMatchObject({ account: "ada" });
    expect(await findModel(within(planAndKey), "gpt-6-key")).toEqual({ provider: "openai", model: "gpt-6-key" });
  });

  it("is refused with both names where a plan and a key offer it, also while the plan cannot pay", async () => {
    for (const status of ["active", "needs_login"] as const) {
      const setting = { ...planAndKey, accounts: [["ada", "codex", status]] as Setting["accounts"] };
      const refused = await failureOf(setting, "gpt-6-sol");
      expect(refused.facts.models).toEqual(["openai-auth/gpt-6-sol", "openai/gpt-6-sol"]);
    }
  });

  it("is answered by the account that the request names", async () => {
    expect(await findModel(within(planAndKey), "gpt-6-sol", "work")).toMatchObject({ account: "work" });
    expect(await findModel(within(planAndKey), "gpt-6-sol", "openai")).toEqual({
      ...{ provider: "openai", model: "gpt-6-sol" },
    });
    expect(await findModel(within(planAndKey), "openai-auth/gpt-6-work", "work")).toMatchObject({ account: "work" });
    expect(await failureOf(planAndKey, "gpt-6-sol", "nobody")).toMatchObject({ code: "not_allowed" });
    expect(await failureOf(planAndKey, "openai/gpt-6-sol", "ada")).toMatchObject({ code: "model_not_available" });
  });
});

describe("who may pay", () => {
  it("is told as none of the account that the request names, with what that one has", async () => {
    const { message, facts } = await failureOf(planAndKey, "openai/gpt-6-sol", "work");
    expect(message).toBe(
      "“work”, which x-patchbay-account names, offers no “openai/gpt-6-sol”. Did you mean openai-auth/gpt-6-sol, openai-auth/gpt-6-work?",
    );
    expect(facts.models).not.toContain("openai/gpt-6-sol");
    expect((await failureOf(planAndKey, "x", "openai")).message).toContain("GET /v1/models lists what there is.");
    // What the others could pay is not what was asked.
    const signedOut: Setting = { accounts: [["ada"], ["work", "codex", "needs_login"]], keys: ["openai"] };
    expect((await failureOf(signedOut, "gpt-6-sol", "work")).message).toBe(
      "“work”, which x-patchbay-account names, offers no “gpt-6-sol”. It cannot pay now: see Project setup, Providers.",
    );
  });

  it("is told as nobody's where nothing is connected that could answer", async () => {
    const connect = "Nothing is connected that this access key could spend: see Project setup, Providers.";
    expect((await failureOf({}, "gpt-6-sol")).message).toBe(`There is no model “gpt-6-sol” here. ${connect}`);
    const signedOut: Setting = { accounts: [["ada", "codex", "needs_login"]] };
    expect((await failureOf(signedOut, "gpt-6-sol")).message).toContain(connect);
    expect((await failureOf({ keys: ["openai"] }, "gpt-6-sol")).message).toContain("GET /v1/models lists");
  });

  it("is never an account of plan sharing", async () => {
    const shared: Setting = { accounts: [["shared", "siwc"], ["ada"]], models: { "openai-auth ada": ["m"] } };
    expect(await findModel(within(shared), "openai-auth/m")).toMatchObject({ account: "ada" });
    expect(await failureOf(shared, "m", "shared")).toMatchObject({ code: "not_allowed" });
    const alone: Setting = { accounts: [["shared", "siwc"]], models: { "openai-auth shared": ["m"] } };
    expect(await failureOf(alone, "openai-auth/m")).toMatchObject({ code: "plan_use_off" });
    expect(await failureOf(alone, "m")).toMatchObject({ code: "model_not_available" });
    expect(await offeredModels(within(alone))).toEqual([]);
  });

  it("is who the access key names, the first of them where the default account is none", async () => {
    const limited = { ...planAndKey, mayspend: ["work"] };
    expect(await findModel(within(limited), "gpt-6-sol")).toMatchObject({ account: "work" });
    expect(await failureOf(limited, "openai/gpt-6-sol")).toMatchObject({ code: "not_allowed" });
    expect(await failureOf({}, "openai/gpt-6-sol")).toMatchObject({ code: "auth_required" });
  });

  it("is Google's key before Google's accounts, which are named then", async () => {
    const { services, key } = within({ keys: ["google"], googles: ["g1"] });
    const payers = await modelPayersOf(services.auth, key);
    expect(payers.map((payer) => modelNameOf(payer, "m"))).toEqual(["google/m", "google/g1/m"]);
  });

  it("is told with the names that models are listed by", async () => {
    const setting = {
      ...planAndKey,
      servers: ["ollama"],
      models: { ...planAndKey.models, "compatible ollama": ["llama"] },
    };
    const names = (await offeredModels(within(setting))).map(({ name }) => name);
    expect(names).toEqual([
      ...["openai-auth/gpt-6-sol", "openai-auth/gpt-6-plan", "openai-auth/work/gpt-6-sol"],
      ...["openai-auth/work/gpt-6-work", "openai/gpt-6-sol", "openai/gpt-6-key", "compatible/ollama/llama"],
    ]);
    for (const name of names) expect(await findModel(within(setting), name)).toHaveProperty("model");
  });
});

it("names what a misspelt model may have meant", async () => {
  const refused = await failureOf(planAndKey, "openai-auth/gpt6-plann");
  expect(refused.message).toContain("openai-auth/gpt-6-plan");
  expect(refused.facts.models).not.toContain("openai/gpt-6-key");
});
