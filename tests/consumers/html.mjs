// Opens HTML pages in Chromium as people do: by keys, on a narrow screen, enlarged, with axe.
// node html.mjs MODULES FILE...   prints a JSON line for each file; with PNG=DIR it also paints.
import fs from "fs";
import path from "path";
import { createRequire } from "module";
import { pathToFileURL } from "url";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(path.resolve(modules, "axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const sizes = { wide: [1366, 768, 1], zoomed: [683, 384, 2], narrow: [400, 800, 1] };
for (const file of files) {
  const url = pathToFileURL(path.resolve(file)).href;
  const made = { file: path.basename(file), console: [], requests: [], axe: {}, overflows: {} };
  // Labels are about text: one size does for them.
  const once = made.file.startsWith("label-");
  for (const scheme of once ? ["light"] : ["light", "dark"]) {
    for (const [name, [width, height, deviceScaleFactor]] of Object.entries(sizes).slice(0, once ? 1 : 3)) {
      const page = await browser.newPage();
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      page.on("console", (message) => message.type() === "error" && made.console.push(message.text()));
      page.on("pageerror", (error) => made.console.push(String(error)));
      page.on("dialog", (dialog) => { made.console.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
      page.on("request", (request) => { if (request.url() !== url && !request.url().startsWith("data:")) made.requests.push(request.url()); });
      await page.setViewport({ width, height, deviceScaleFactor });
      await page.goto(url);
      const at = `${scheme}-${name}`;
      made.overflows[at] = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (process.env.PNG) await page.screenshot({ path: path.join(process.env.PNG, `${path.basename(file)}-${at}.png`) });
      if (at === "light-wide") made.keys = await keys(page, process.env.PNG && path.join(process.env.PNG, `${path.basename(file)}-keys.png`));
      const client = await page.createCDPSession();
      await client.send("Page.setBypassCSP", { enabled: true });
      await page.reload();
      await page.evaluate(axe);
      const result = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      made.axe[at] = result.violations.map((v) => `${v.id} ×${v.nodes.length}: ${v.nodes[0].html.slice(0, 120)}`);
      await page.close();
    }
  }
  console.log(JSON.stringify(made));
}
await browser.close();

// Walks through the page with the keys alone and tells what came of it.
async function keys(page, painted) {
  const seen = {};
  const focused = () => page.evaluate(() => { const e = document.activeElement; return { tag: e.tagName, id: e.id, name: e.dataset?.name, text: e.querySelector?.("title")?.textContent ?? e.textContent.trim().slice(0, 80) }; });
  const told = () => page.evaluate(() => document.querySelector("#panel h2")?.textContent ?? "");
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press("Tab");
    const at = await focused();
    if (at.tag === "g") { seen.reached = press + 1; break; }
  }
  seen.first = (await focused()).name;
  seen.toldFirst = await told();
  const visited = new Set([seen.first]);
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"]) {
    await page.keyboard.press(key);
    visited.add((await focused()).name);
  }
  seen.visited = [...visited];
  await page.keyboard.press("Enter");
  seen.held = await page.evaluate(() => ({ chosen: document.querySelectorAll("g.chosen").length, far: document.querySelectorAll("g.far").length, connected: document.querySelectorAll("#panel ul button").length }));
  if (painted) await page.screenshot({ path: painted });
  await page.keyboard.press("Escape");
  seen.released = await page.evaluate(() => !document.querySelector(".view").classList.contains("held"));
  await page.focus("#search");
  const word = await page.evaluate(() => document.querySelector("nav .entry b")?.textContent.split(/\s+/)[0] ?? "");
  await page.keyboard.type(word);
  seen.search = await page.evaluate(() => ({ found: document.getElementById("found").value, shown: [...document.querySelectorAll("nav li")].filter((item) => !item.hidden).length }));
  await page.keyboard.press("Enter");
  seen.fromSearch = (await focused()).tag;
  const steps = await page.$("#next");
  if (steps) {
    await page.focus("#next");
    const count = () => page.evaluate(() => [...document.querySelectorAll("svg g[data-name]")].filter((g) => !g.closest(".off")).length);
    seen.steps = [await count()];
    while (await page.evaluate(() => !document.getElementById("next").disabled)) { await page.keyboard.press("Enter"); seen.steps.push(await count()); }
  }
  seen.entries = await page.evaluate(() => document.querySelectorAll("nav .entry").length);
  seen.buttons = await page.evaluate(() => [...document.querySelectorAll('svg g[role="button"]')].map((g) => g.querySelector("title").textContent).filter((t) => !t.trim()).length);
  return seen;
}
