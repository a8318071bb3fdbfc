// Reads BPMN with bpmn-moddle, checks it with bpmnlint, and draws it with bpmn-js in Chromium.
// node bpmn.mjs MODULES FILE...   prints a JSON line for each file; with PNG=DIR it also paints.
import fs from "fs";
import path from "path";
import { createRequire } from "module";
import { pathToFileURL } from "url";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { BpmnModdle } = await load("bpmn-moddle");
const { Linter } = await load("bpmnlint");
const NodeResolver = (await load("bpmnlint/lib/resolver/node-resolver.js")).default;
const puppeteer = require("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const script = fs.readFileSync(path.join(modules, "bpmn-js/dist/bpmn-navigated-viewer.development.js"), "utf8");
for (const file of files) {
  const xml = fs.readFileSync(file, "utf8");
  const told = { file: path.basename(file) };
  try {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
    told.moddle = warnings.map((w) => w.message);
    // A linter of its own for each file: the rules keep what they have seen.
    const linter = new Linter({ resolver: new NodeResolver({ require }) });
    // Two triggers from one process to another are two flows, each with its name.
    const rules = { "no-duplicate-sequence-flows": "off" };
    const found = await linter.lint(rootElement, { extends: "bpmnlint:correctness", rules });
    told.lint = Object.entries(found).flatMap(([rule, list]) => list.map((f) => `${rule}: ${f.id} ${f.message}`));
    const page = await browser.newPage();
    await page.setViewport({ width: 1600, height: 900 });
    await page.setContent("<body style='margin:0'><div id=c style='width:1600px;height:900px'></div></body>");
    await page.addScriptTag({ content: script });
    Object.assign(told, await page.evaluate(async (given) => {
      const viewer = new BpmnJS({ container: "#c" });
      const { warnings } = await viewer.importXML(given);
      viewer.get("canvas").zoom("fit-viewport");
      const all = viewer.get("elementRegistry").filter((e) => e.type !== "label" && e.type !== "bpmn:Collaboration");
      const named = (e) => e.businessObject.name ?? e.businessObject.text ?? "";
      const out = all.filter((e) => !e.waypoints && e.parent && e.parent.width && !e.id.endsWith("_here") &&
        (e.x < e.parent.x || e.y < e.parent.y || e.x + e.width > e.parent.x + e.parent.width || e.y + e.height > e.parent.y + e.parent.height));
      return {
        warnings: warnings.map(String),
        boxes: all.filter((e) => !e.waypoints).map((e) => [e.id, named(e)]),
        flows: all.filter((e) => e.waypoints).map((e) => [e.id, named(e)]),
        outside: out.map((e) => e.id),
      };
    }, xml));
    if (process.env.PNG) await page.screenshot({ path: path.join(process.env.PNG, `${told.file}.png`) });
    await page.close();
  } catch (error) { told.error = String(error && error.message || error).slice(0, 300); }
  console.log(JSON.stringify(told));
}
await browser.close();
