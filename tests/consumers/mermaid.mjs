// Draws Mermaid texts with Mermaid itself in Chromium, and tells what a reader would see.
// node mermaid.mjs MODULES FILE...   prints a JSON line for each file; with PNG=DIR it also paints.
import fs from "fs";
import path from "path";
import { createRequire } from "module";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const puppeteer = require("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
  protocolTimeout: 300000,
});
const page = await browser.newPage();
await page.setViewport({ width: 1600, height: 1000 });
const alarms = [];
page.on("dialog", (d) => { alarms.push(`dialog ${d.message()}`); d.dismiss(); });
page.on("request", (r) => { if (!r.url().startsWith("data:")) alarms.push(`request ${r.url()}`); });
await page.setContent("<!doctype html><meta charset=utf-8><body></body>");
await page.addScriptTag({ content: fs.readFileSync(path.join(modules, "mermaid/dist/mermaid.min.js"), "utf8") });
alarms.length = 0;
// A page that has labels of HTML switched off, as some hosts do, and no limits in the way.
const config = { startOnLoad: false, securityLevel: "strict", maxTextSize: 10000000, maxEdges: 100000, htmlLabels: false, flowchart: { htmlLabels: false } };
for (const file of files) {
  const made = await page.evaluate(async ([text, config]) => {
    try {
      mermaid.initialize(config);
      const { svg } = await mermaid.render("drawn", text);
      document.body.innerHTML = svg;
      const root = document.body;
      const told = (e) => [...e.childNodes].map((n) => n.nodeType === 3 ? n.nodeValue : n.nodeName.toLowerCase() === "br" ? "\n" : told(n)).join("");
      const label = (e) => { const l = e.querySelector(".nodeLabel, foreignObject, text"); return l ? told(l) : ""; };
      const all = [...root.querySelectorAll("*")];
      return {
        boxes: [...root.querySelectorAll("g.node")].map(label),
        arrows: root.querySelectorAll("path.flowchart-link").length,
        words: [...root.querySelectorAll("g.edgeLabel .edgeLabel, g.label.edgeLabel")].map(told),
        title: root.querySelector("svg > title")?.textContent,
        desc: root.querySelector("svg > desc")?.textContent,
        strange: [...new Set(all.map((e) => e.tagName.toLowerCase()))].filter((t) => /^(script|img|iframe|a|b|i|em|strong|code|ul|ol|li|h1|object|embed)$/.test(t)),
        handlers: all.flatMap((e) => [...e.attributes].filter((a) => /^on/.test(a.name)).map((a) => a.name)),
      };
    } catch (error) { return { error: String(error && error.message || error).slice(0, 400) }; }
  }, [fs.readFileSync(file, "utf8"), config]);
  if (process.env.PNG) await page.screenshot({ path: path.join(process.env.PNG, `${path.basename(file)}.png`) });
  console.log(JSON.stringify({ file: path.basename(file), alarms: alarms.splice(0), ...made }));
}
await browser.close();
