import { expect, it } from "vitest";
import { readServersFile } from "./importedServers";

it("servers of Claude Desktop are taken, and those that cannot be are told with the reason", () => {
  const file = {
    mcpServers: {
      files: { command: "npx", args: ["-y", "server-filesystem", "/home"], env: { TOKEN: "t" } },
      web: { url: "https://tools.example/mcp", headers: { Authorization: "Bearer x" }, timeout: 5 },
      old: { type: "sse", url: "https://tools.example/sse" },
      off: { command: "x", disabled: true },
      odd: { command: 5 },
      bare: {},
      plain: { url: "http://tools.example/mcp" },
    },
  };
  const { servers, left } = readServersFile("claude_desktop_config.json", JSON.stringify(file));
  expect(servers).toEqual([
    { name: "files", command: "npx", args: ["-y", "server-filesystem", "/home"], env: { TOKEN: "t" } },
    { name: "web", url: "https://tools.example/mcp", headers: { Authorization: "Bearer x" } },
  ]);
  expect(left.map(({ name }) => name)).toEqual(["old", "off", "odd", "bare", "plain"]);
  expect(left.find(({ name }) => name === "plain")?.why).toContain("https");
});

it("servers of Codex are taken, and one whose key is in a variable is told with the line to enter", () => {
  const toml = `
    model = "gpt-5.6-sol"
    [mcp_servers.docs]
    command = "docs-server"
    args = ["--stdio"]
    env = { LEVEL = "warn" }
    [mcp_servers.tickets]
    url = "https://tools.example/mcp"
    http_headers = { X-Team = "blue" }
    [mcp_servers.secret]
    url = "https://secret.example/mcp"
    bearer_token_env_var = "SECRET_TOKEN"`;
  const { servers, left } = readServersFile("config.toml", toml);
  expect(servers).toEqual([
    { name: "docs", command: "docs-server", args: ["--stdio"], env: { LEVEL: "warn" } },
    { name: "tickets", url: "https://tools.example/mcp", headers: { "X-Team": "blue" } },
  ]);
  expect(left).toMatchObject([{ name: "secret", why: expect.stringContaining("SECRET_TOKEN") }]);
});

it.each([
  ["x.json", "{"],
  ["x.json", "{}"],
  ["x.json", "[]"],
  ["config.toml", "= 5"],
  ["config.toml", "model = 'x'"],
])("a file without servers is refused: %s %s", (name, text) => {
  expect(() => readServersFile(name, text)).toThrow(/This (?:file has no|is not)/);
});
