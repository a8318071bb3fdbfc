// Our JSON Schemas in the language server of YAML, as an editor uses it: it completes the keys of a
// new file, shows what they mean, and marks what is wrong. Taplo lints the TOML that `new` writes.
//
// needs: node packages
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const bin = join(process.env.CONSUMERS, "node_modules", ".bin");
const samples = process.argv[2];
const faults = [];
const expect = (holds, told) => holds || faults.push(told);

// --- a small client of the language server protocol ---------------------------------------------
const server = spawn(join(bin, "yaml-language-server"), ["--stdio"]);
const answers = new Map();
const problems = new Map();
let rest = Buffer.alloc(0);
let last = 0;
server.stdout.on("data", (data) => {
  rest = Buffer.concat([rest, data]);
  for (;;) {
    const head = /^Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(rest.toString("latin1"));
    if (!head || rest.length < head[0].length + Number(head[1])) return;
    const message = JSON.parse(rest.subarray(head[0].length, head[0].length + Number(head[1])));
    rest = rest.subarray(head[0].length + Number(head[1]));
    if (message.method === "textDocument/publishDiagnostics")
      problems.set(message.params.uri, message.params.diagnostics);
    else if (message.method && message.id !== undefined)
      send({ id: message.id, result: (message.params?.items ?? []).map(() => ({})) });
    else answers.get(message.id)?.(message.result);
  }
});
const send = (message) => {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};
const ask = (method, params) =>
  new Promise((resolve) => {
    answers.set(++last, resolve);
    send({ id: last, method, params });
  });
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const open = (name, text) => {
  const uri = pathToFileURL(join(samples, name)).href;
  const textDocument = { uri, languageId: "yaml", version: 1, text };
  send({ method: "textDocument/didOpen", params: { textDocument } });
  return uri;
};
const complete = async (name, text) => {
  const lines = text.split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1).length };
  const textDocument = { uri: open(name, text) };
  const found = await ask("textDocument/completion", { textDocument, position });
  return (found.items ?? found).map((item) => item.label);
};
const diagnosed = async (name, text) => {
  const uri = open(name, text);
  for (let tries = 0; tries < 40 && !problems.has(uri); tries++) await wait(250);
  await wait(1000);
  return (problems.get(uri) ?? ["no answer"]).map((each) => each.message ?? each);
};

// --- what is expected ----------------------------------------------------------------------------
const initial = { processId: process.pid, rootUri: pathToFileURL(samples).href, capabilities: {} };
await ask("initialize", initial);
send({ method: "initialized", params: {} });
const head = "# yaml-language-server: $schema=./lifecycle.schema.json\n";
const element = `${head}key: a\nname: A\nside: project\nelements:\n  - kind: `;
const completions = [
  ["keys of the file", `${head}`, ["key", "name", "side", "elements", "relations"]],
  ["words of a vocabulary", `${head}side: `, ["project", "service"]],
  ["kinds of element", element, ["stage", "process", "gate", "role"]],
  ["keys of a stage", `${element}stage\n    key: a\n    name: A\n    `, ["phases", "repeats"]],
];
let number = 0;
for (const [what, text, wanted] of completions) {
  const labels = await complete(`completed-${number++}.yaml`, text);
  const missing = wanted.filter((each) => !labels.includes(each));
  expect(missing.length === 0, `${what}: not offered: ${missing} (of ${labels.slice(0, 12)})`);
}
const good = readFileSync(join(samples, "new-framework.yaml"), "utf-8");
const told = await diagnosed("good.yaml", good);
expect(told.length === 0, `a new framework: ${told}`);
const bad = await diagnosed("bad.yaml", good.replace("side: project", "side: proyect\nnmae: x"));
expect(bad.some((each) => /nmae/.test(each)), `an unknown key is not marked: ${bad}`);
expect(bad.some((each) => /project/.test(each)), `an unknown word is not marked: ${bad}`);
server.kill();

// --- TOML ----------------------------------------------------------------------------------------
const lint = (name) => spawnSync(join(bin, "taplo"), ["lint", name], { cwd: samples, encoding: "utf-8" });
for (const name of ["new-framework.toml", "new-crosswalk.toml", "new-facts.toml", "new-waivers.toml"]) {
  const done = lint(name);
  expect(done.status === 0, `${name}: ${done.stderr}`);
}
const toml = readFileSync(join(samples, "new-framework.toml"), "utf-8");
writeFileSync(join(samples, "bad-framework.toml"), toml.replace('"gate"', '"gaet"'));
expect(lint("bad-framework.toml").status !== 0, "a wrong kind in TOML is not noticed");

for (const fault of faults) console.log(`  ${fault}`);
console.log(`  ${completions.length} completions, 2 texts checked, 5 files linted, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
