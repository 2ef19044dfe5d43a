import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { loadEnvFile, parseConfig } from "./config";

describe("the settings", () => {
  it("all have a standard value that works", () => {
    expect(parseConfig({})).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      googleAuth: {
        client: undefined,
        issuer: "https://accounts.google.com",
        scopes: "openid email https://www.googleapis.com/auth/cloud-platform",
      },
      openaiAuth: { issuer: "https://auth.openai.com", callbackPorts: [1455, 1457], promptStyle: "auto" },
    });
  });

  it("want one secret for all who share a database", () => {
    const url = "postgres://me:pw@db.example/patchbay";
    expect(() => parseConfig({ DATABASE_URL: url })).toThrow(/^PATCHBAY_SECRET wants a value/);
    const shared = parseConfig({ DATABASE_URL: url, PATCHBAY_SECRET: "ab".repeat(32) });
    expect(shared.database).toEqual({ url, maxConnections: 10 });
  });

  it("let people sign in at a provider of identities", () => {
    const env = {
      DATABASE_URL: "postgres://patchbay@db.example/patchbay",
      PATCHBAY_SECRET: "ab".repeat(32),
      PATCHBAY_OIDC_ISSUER: "https://id.example/application/o/patchbay/",
      PATCHBAY_OIDC_CLIENT_ID: "patchbay",
      PATCHBAY_OIDC_CLIENT_SECRET: "s3cret",
      PATCHBAY_OIDC_ROLES: "it=admin, cn=writers=editor,everybody=runner,",
    };
    // Nobody comes in without a name, so no password is wanted for others to reach it.
    expect(parseConfig({ ...env, HOST: "0.0.0.0" }).oidc).toEqual({
      issuer: "https://id.example/application/o/patchbay/",
      clientId: "patchbay",
      clientSecret: "s3cret",
      name: "id.example",
      scopes: "openid profile email",
      groupsClaim: "groups",
      roles: new Map([
        ["it", "admin"],
        ["cn=writers", "editor"],
        ["everybody", "runner"],
      ]),
      defaultRole: undefined,
    });
    const more = { PATCHBAY_OIDC_ROLES: "", PATCHBAY_OIDC_DEFAULT_ROLE: "editor", PATCHBAY_OIDC_NAME: "Acme" };
    expect(parseConfig({ ...env, ...more }).oidc).toMatchObject({ name: "Acme", defaultRole: "editor" });
    for (const [change, message] of [
      [{ PATCHBAY_OIDC_CLIENT_SECRET: "" }, /^PATCHBAY_OIDC_CLIENT_SECRET wants a value/],
      [{ PATCHBAY_OIDC_ISSUER: undefined }, /^PATCHBAY_OIDC_ISSUER wants a value/],
      [{ PATCHBAY_OIDC_ISSUER: "http://id.example" }, /^PATCHBAY_OIDC_ISSUER wants an https URL/],
      [{ DATABASE_URL: "" }, /^DATABASE_URL wants the address of a database, because PATCHBAY_OIDC_ISSUER/],
      [{ PATCHBAY_OIDC_ROLES: "it=root" }, /^PATCHBAY_OIDC_ROLES wants group=role pairs/],
      [{ PATCHBAY_OIDC_ROLES: "=admin" }, /^PATCHBAY_OIDC_ROLES wants group=role pairs/],
      [{ PATCHBAY_OIDC_ROLES: "admin" }, /^PATCHBAY_OIDC_ROLES wants group=role pairs/],
      [{ PATCHBAY_OIDC_ROLES: "" }, /^PATCHBAY_OIDC_ROLES wants .* else nobody could sign in$/],
      [{ PATCHBAY_OIDC_DEFAULT_ROLE: "owner" }, /^PATCHBAY_OIDC_DEFAULT_ROLE wants/],
    ] as const) {
      expect(() => parseConfig({ ...env, ...change }), JSON.stringify(change)).toThrow(message);
    }
  });

  it("are what .env.example says they are", () => {
    const example = parseEnv(readFileSync(".env.example", "utf8"));
    expect(parseConfig({ ...example })).toEqual(parseConfig({}));
  });

  it.each([
    ["PATCHBAY_TRUSTED_PROXIES", "10.0.0.0/8, proxy.example", /^PATCHBAY_TRUSTED_PROXIES wants addresses or networks/],
    ["PORT", "http", /^PORT wants/],
    ["PORT", "70000", /^PORT wants/],
    ["DATABASE_URL", "mysql://host/patchbay", /^DATABASE_URL wants an address such as postgres:/],
    ["DATABASE_URL", "postgres://host", /^DATABASE_URL wants/],
    ["PATCHBAY_SECRET", "short", /^PATCHBAY_SECRET wants at least 32 bytes/],
    ["PATCHBAY_SECRET_ALSO", "short", /^PATCHBAY_SECRET_ALSO wants at least 32 bytes/],
    ["OPENAI_BASE_URL", "http://api.openai.com/v1", /^OPENAI_BASE_URL wants an https URL/],
    ["OPENAI_AUTH_ISSUER", "https://user:pass@auth.openai.com", /^OPENAI_AUTH_ISSUER wants/],
    ["GEMINI_BASE_URL", "https://169.254.169.254", /^GEMINI_BASE_URL wants/],
    ["GEMINI_BASE_URL", "https://2852039166", /^GEMINI_BASE_URL wants/],
    ["GEMINI_BASE_URL", "https://[fe80::1]", /^GEMINI_BASE_URL wants/],
    ["GEMINI_BASE_URL", "https://[::ffff:169.254.169.254]", /^GEMINI_BASE_URL wants/],
    ["OPENAI_BASE_URL", "https:///v1", /^OPENAI_BASE_URL wants/],
    ["HTTPS_PROXY", "http:///proxy", /^HTTPS_PROXY wants/],
    ["HTTPS_PROXY", "http://169.254.169.254", /^HTTPS_PROXY wants/],
    ["HTTPS_PROXY", "http://[fe80::1]:3128", /^HTTPS_PROXY wants/],
    ["CHATGPT_BASE_URL", "file:///etc/passwd", /^CHATGPT_BASE_URL wants/],
    ["OPENAI_OAUTH_CALLBACK_PORTS", "1455,x", /^OPENAI_OAUTH_CALLBACK_PORTS wants/],
    ["OPENAI_OAUTH_CALLBACK_PORTS", "1455,99999", /^OPENAI_OAUTH_CALLBACK_PORTS wants/],
    ["CODEX_SYSTEM_PROMPT_STYLE", "loud", /^CODEX_SYSTEM_PROMPT_STYLE wants/],
    ["GOOGLE_OAUTH_ISSUER", "http://accounts.google.com", /^GOOGLE_OAUTH_ISSUER wants an https URL/],
    ["GOOGLE_OAUTH_CLIENT_ID", "some-client", /^GOOGLE_OAUTH_CLIENT_SECRET wants a value/],
    ["GOOGLE_OAUTH_CLIENT_SECRET", "hidden", /^GOOGLE_OAUTH_CLIENT_ID wants a value/],
    ["LOG_LEVEL", "verbose", /^LOG_LEVEL wants/],
    ["PORT", "3000.5", /^PORT wants a port number/],
    ["PORT", "3000 # the usual one", /^PORT wants a port number, 0 to 65535; leave the comment behind it away/],
    ["OPENAI_BASE_URL", '"https://gateway.example"', /^OPENAI_BASE_URL wants an https URL .*; leave the quotes/],
    ["HOST", "http://localhost", /^HOST wants a name or an address, without http/],
    ["HOST", "localhost:3000", /^HOST wants a name or an address, without http:\/\/ and port/],
    ["PATCHBAY_ALLOWED_HOSTS", "http://localhost", /^PATCHBAY_ALLOWED_HOSTS wants host or host:port names/],
    ["OPENAI_API_KEY", "sk-••••••••abcd", /^OPENAI_API_KEY wants the key as it was given out: it is masked/],
    ["OPENAI_API_KEY", "sk-made-up-1234…", /^OPENAI_API_KEY wants .* is shortened/],
    ["OPENAI_API_KEY", "'sk-made-up-1234'", /^OPENAI_API_KEY wants .* quotes/],
    ["GEMINI_API_KEY", "Bearer AIza-made-up", /^GEMINI_API_KEY wants .* header/],
    ["GEMINI_API_KEY", "AIza-made\nup-1234", /^GEMINI_API_KEY wants .* several lines/],
    ["OPENAI_ORGANIZATION", "Müller", /^OPENAI_ORGANIZATION wants plain letters/],
    ["OPENAI_PROJECT", "proj\n1", /^OPENAI_PROJECT wants plain letters/],
    ["OPENAI_OAUTH_ORIGINATOR", "codéx", /^OPENAI_OAUTH_ORIGINATOR wants plain letters/],
    ["GOOGLE_OAUTH_USER_PROJECT", "proj–1", /^GOOGLE_OAUTH_USER_PROJECT wants plain letters/],
    ["HOST", "0.0.0.0", /^PATCHBAY_PASSWORD wants/],
    ["PATCHBAY_ALLOWED_HOSTS", "patchbay.example.com", /^PATCHBAY_PASSWORD wants/],
  ])("stop the start for %s=%s with the name of the variable", (name, value, words) => {
    expect(() => parseConfig({ [name]: value })).toThrow(words);
  });

  it("lose what cannot be seen and the white space around them", () => {
    expect(
      parseConfig({
        OPENAI_API_KEY: " sk-made-up-1234\u200b\n",
        GEMINI_API_KEY: " \t",
        OPENAI_PROJECT: "proj-1 ",
        HOST: " 127.0.0.1 ",
        LOG_LEVEL: "warn\r",
        PORT: " 4000 ",
      }),
    ).toMatchObject({
      keys: { openai: { apiKey: "sk-made-up-1234", project: "proj-1" }, google: { apiKey: undefined } },
      host: "127.0.0.1",
      logLevel: "warn",
      port: 4000,
    });
  });

  it("never repeat a wrong value, which may be a secret", () => {
    expect(() => parseConfig({ OPENAI_API_KEY: "sk-made-up\nTAILOFTHEKEY" })).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/made-up|TAIL/) }),
    );
    expect(() => parseConfig({ PATCHBAY_SECRET: "hunter2" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });

  it("take hex or base64 as the secret, http for this computer, and any host with a password", () => {
    const hex = "ab".repeat(32);
    expect(parseConfig({ PATCHBAY_SECRET: hex }).secret).toHaveLength(32);
    expect(parseConfig({ PATCHBAY_SECRET_ALSO: hex }).secretAlso).toHaveLength(32);
    expect(parseConfig({ PATCHBAY_SECRET: Buffer.alloc(33, 7).toString("base64") }).secret).toHaveLength(33);
    expect(parseConfig({ OPENAI_BASE_URL: "http://127.0.0.1:4010/v1/" }).keys.openai.baseUrl).toBe(
      "http://127.0.0.1:4010/v1",
    );
    expect(parseConfig({ OPENAI_BASE_URL: " https://gateway.example/v1\t" }).keys.openai.baseUrl).toBe(
      "https://gateway.example/v1",
    );
    expect(parseConfig({ OPENAI_BASE_URL: "  " }).keys.openai.baseUrl).toBe("https://api.openai.com/v1");
    expect(["::1", "127.0.0.1", "localhost"].map((HOST) => parseConfig({ HOST }).host)).toHaveLength(3);
    expect(parseConfig({ HOST: "0.0.0.0", PATCHBAY_PASSWORD: "long enough" }).host).toBe("0.0.0.0");
  });
});

it("takes a proxy in either spelling, the small one first", () => {
  const upper = "http://proxy.example:3128";
  expect(parseConfig({ HTTPS_PROXY: upper, NO_PROXY: "a,b" }).proxy).toEqual({ url: upper, noProxy: "a,b" });
  expect(parseConfig({ HTTPS_PROXY: upper, https_proxy: "http://other:1" }).proxy.url).toBe("http://other:1");
  expect(parseConfig({ HTTPS_PROXY: "" }).proxy).toEqual({ url: undefined, noProxy: "" });
  expect(() => parseConfig({ HTTPS_PROXY: "socks5://me:secret@proxy" })).toThrow(/^HTTPS_PROXY wants an http or https/);
});

describe("a file of settings", () => {
  const fileOf = (bytes: Uint8Array) => {
    const path = join(mkdtempSync(join(tmpdir(), "patchbay-env-")), ".env");
    writeFileSync(path, bytes);
    return path;
  };
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('LOG_LEVEL="warn"\r\nPORT=4000\r\n', "utf16le")]);

  it("is read in UTF-16 too, and what is set outside wins", () => {
    vi.stubEnv("LOG_LEVEL", undefined);
    vi.stubEnv("PORT", "5000");
    loadEnvFile(fileOf(utf16));
    expect([process.env.LOG_LEVEL, process.env.PORT]).toEqual(["warn", "5000"]);
    vi.unstubAllEnvs();
  });

  it("is refused in another encoding, and need not be there", () => {
    expect(() => loadEnvFile(fileOf(Buffer.from([0x41, 0x3d, 0xeb])))).toThrow(/UTF-8/);
    expect(() => loadEnvFile("/nowhere/.env")).not.toThrow();
  });
});
