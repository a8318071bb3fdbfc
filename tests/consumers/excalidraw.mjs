// Gives Excalidraw files to Excalidraw's own restoreElements and exportToSvg.
// node excalidraw.mjs MODULES FILE...   prints a JSON line for each file; with PNG=DIR it also paints.
import fs from "fs";
import path from "path";
import { createRequire } from "module";
import { pathToFileURL } from "url";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const puppeteer = require("puppeteer-core");
const scripts = [
  "react/umd/react.production.min.js",
  "react-dom/umd/react-dom.production.min.js",
  "@excalidraw/excalidraw/dist/excalidraw.production.min.js",
].map((name) => path.resolve(modules, name));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"],
});
const page = await browser.newPage();
await page.setViewport({ width: 1320, height: 900 });
const html = path.join(path.dirname(path.resolve(files[0])), ".excalidraw.html");
fs.writeFileSync(html, "<!doctype html><meta charset=utf-8><body style='margin:0'></body>");
await page.goto(pathToFileURL(html).href);
const assets = pathToFileURL(path.resolve(modules, "@excalidraw/excalidraw/dist/")).href + "/";
await page.evaluate((at) => { window.EXCALIDRAW_ASSET_PATH = at; }, assets);
for (const script of scripts) await page.addScriptTag({ path: script });
for (const file of files) {
  const made = await page.evaluate(async (text) => {
    const { restore, exportToSvg } = window.ExcalidrawLib;
    const given = JSON.parse(text);
    const { elements, appState } = restore(given, null, null, { repairBindings: true });
    const arrows = elements.filter((e) => e.type === "arrow");
    const ids = new Set(elements.map((e) => e.id));
    const svg = await exportToSvg({ elements, appState: { ...appState, exportBackground: true }, files: {} });
    document.body.replaceChildren(svg);
    return {
      given: given.elements.length,
      kept: elements.filter((e) => !e.isDeleted).length,
      arrows: arrows.length,
      bound: arrows.filter((a) => ids.has(a.startBinding?.elementId) && ids.has(a.endBinding?.elementId)).length,
      words: elements.filter((e) => e.type === "text").map((e) => e.originalText),
      inside: elements.filter((e) => e.type === "text" && ids.has(e.containerId)).length,
      drawn: svg.querySelectorAll("text").length,
    };
  }, fs.readFileSync(file, "utf8"));
  if (process.env.PNG) await page.screenshot({ path: path.join(process.env.PNG, `${path.basename(file)}.png`) });
  console.log(JSON.stringify({ file: path.basename(file), ...made }));
}
fs.unlinkSync(html);
await browser.close();
