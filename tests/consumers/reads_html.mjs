// Opens every page in Chromium, as a person would, and asks axe what it thinks of it.
// needs: node chromium packages
import { readdirSync, mkdtempSync, readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.CONSUMERS, "package.json"));
const puppeteer = (await import(pathToFileURL(require.resolve("puppeteer-core")))).default;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = resolve(process.argv[2]);
const LOOKS = [
  { name: "1280", width: 1280, height: 900, deviceScaleFactor: 1 },
  { name: "400", width: 400, height: 800, deviceScaleFactor: 1 },
  { name: "1280 at 200 %", width: 640, height: 450, deviceScaleFactor: 2 },
];
const faults = [];
let checks = 0;

const expect = (is, told) => {
  checks += 1;
  if (!is) faults.push(told);
};

const opened = async (file, look, theme, requests = []) => {
  const page = await browser.newPage();
  await page.setViewport(look);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) faults.push(`${file}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${file}: ${error.message}`));
  // The icon of a field for dates is the browser's own, and no request.
  page.on("request", (request) => request.url().startsWith("data:") || requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return page;
};

const violations = async (page) => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((each) => `${each.id} (${each.nodes.length}, ${each.nodes[0].html.slice(0, 90)})`);
};

const looked = async (file) => {
  for (const look of LOOKS) {
    for (const theme of ["light", "dark"]) {
      const requests = [];
      const page = await opened(join(folder, file), look, theme, requests);
      const where = `${file} at ${look.name}, ${theme}`;
      expect(requests.length === 1, `${where}: ${requests.length} requests: ${requests}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide <= 0, `${where}: ${wide} px wider than the window`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
      const told = await violations(page);
      expect(told.length === 0, `${where}: axe: ${told}`);
      await page.close();
    }
  }
};

const sealed = async (file) => {
  const page = await opened(join(folder, file), LOOKS[0], "light");
  page.removeAllListeners("console");
  const refused = await page.evaluate(async () => {
    const blocked = [];
    addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
    await fetch("http://127.0.0.1:9/").catch(() => {});
    const image = new Image();
    image.src = "http://127.0.0.1:9/x.png";
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(image, script);
    await new Promise((done) => setTimeout(done, 200));
    return { blocked, ran: globalThis.ran === true };
  });
  for (const kind of ["connect-src", "img-src", "script-src-elem"]) {
    expect(refused.blocked.includes(kind), `${file}: the policy lets ${kind} through`);
  }
  expect(!refused.ran, `${file}: a script from elsewhere ran`);
  await page.close();
};

const shown = (page, kind) =>
  page.$$eval(`[data-item="${kind}"]`, (all) => all.filter((each) => each.checkVisibility()).length);
const focus = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const ring = getComputedStyle(at).outlineStyle;
    const told = at.className || at.name || at.type || at.tagName.toLowerCase();
    return { told, ring, tag: at.tagName, text: at.textContent.trim().slice(0, 40) };
  });

const byKeyboard = async (file) => {
  const page = await opened(join(folder, file), LOOKS[0], "light");
  const all = await shown(page, "finding");
  await page.keyboard.press("Tab");
  expect((await focus(page)).told === "skip", `${file}: the first stop is not the link to the content`);
  await page.keyboard.press("Tab");
  expect((await focus(page)).told === "search", `${file}: the second stop is not the search`);
  await page.keyboard.type("monitoring");
  const some = await shown(page, "finding");
  expect(some > 0 && some < all, `${file}: the search shows ${some} of ${all}`);
  const status = await page.$eval("[role=status]", (each) => each.textContent);
  expect(status.startsWith(`${some} of ${all} findings`), `${file}: the status says '${status}'`);
  await page.keyboard.press("Escape");
  expect((await shown(page, "finding")) === all, `${file}: Escape does not clear the search`);
  const stops = [];
  for (let stop = 0; stop < 400; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await focus(page);
    if (at.tag === "BODY") break;
    expect(at.ring !== "none", `${file}: no ring around ${at.told} ${at.text}`);
    stops.push(at);
    if (at.told === "severity" && stops.filter((each) => each.told === "severity").length === 1) {
      await page.keyboard.press("Space");
      expect((await shown(page, "finding")) < all, `${file}: a box unticked hides nothing`);
      await page.keyboard.press("Space");
    }
    if (at.tag === "SUMMARY" && at.text.startsWith("Why")) {
      await page.keyboard.press("Enter");
      if (stops.length > 60) break;
    }
  }
  const open = await page.$$eval(".items details[open]", (each) => each.length);
  expect(open > 0 && stops.filter((each) => each.told === "gate").length > 1, `${file}: ${open} details opened by key`);
  await page.close();
};

const printed = async (file) => {
  const page = await opened(join(folder, file), LOOKS[0], "dark");
  await page.emulateMediaType("print");
  const seen = await page.evaluate(() => ({
    controls: [...document.querySelectorAll(".controls, .skip, aside")].some((each) => each.checkVisibility()),
    folded: [...document.querySelectorAll("dl")].some((each) => each.getClientRects()[0].height < 10),
    paper: getComputedStyle(document.body).backgroundColor,
  }));
  expect(!seen.controls, `${file}: controls are printed`);
  expect(!seen.folded, `${file}: details are folded in print`);
  expect(seen.paper === "rgb(255, 255, 255)", `${file}: paper is ${seen.paper}`);
  await page.close();
};

const filled = async (file) => {
  const page = await opened(join(folder, file), LOOKS[0], "light");
  const downloads = mkdtempSync(join(tmpdir(), "filled-"));
  const session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  await page.click("input[type=checkbox]");
  await page.type("td[data-label=evidence] textarea", "minutes </textarea><b>of</b> 1 May");
  await page.type("td[data-label=due] input", "05012027");
  await page.click("[data-action=save]");
  const name = await page.$eval("[role=status]", (each) => each.textContent.replace("saved as ", ""));
  const copy = join(downloads, name);
  for (let wait = 0; wait < 50 && !existsSync(copy); wait += 1) await new Promise((done) => setTimeout(done, 100));
  expect(existsSync(copy), `${file}: nothing was saved as ${name}`);
  const again = await opened(copy, LOOKS[0], "light");
  const held = await again.evaluate(() => ({
    ticked: document.querySelector("input[type=checkbox]").checked,
    told: document.querySelector("td[data-label=evidence] textarea").value,
    due: document.querySelector("td[data-label=due] input").value,
    works: !document.querySelector("[data-controls]").hidden,
  }));
  expect(held.ticked && held.told === "minutes </textarea><b>of</b> 1 May", `${file}: the copy holds ${JSON.stringify(held)}`);
  expect(held.due === "2027-05-01" && held.works, `${file}: the copy holds ${JSON.stringify(held)}`);
  expect((await violations(again)).length === 0, `${file}: axe finds something in the copy`);
  await page.close();
  await again.close();
};

const wouldNotice = async (file) => {
  const page = await opened(join(folder, file), LOOKS[0], "light");
  page.removeAllListeners("console");
  await page.evaluate(() => {
    const pale = document.createElement("button");
    document.querySelector("main").append(pale);
  });
  expect((await violations(page)).length > 0, "axe does not notice a button without a name");
  await page.close();
};

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync),
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
for (const file of pages) await looked(file);
for (const file of pages) await sealed(file);
for (const file of pages.filter((name) => name.includes("-report"))) await printed(file);
await byKeyboard("example-report.html");
await filled("example-checklist.html");
await wouldNotice("example-report.html");
const version = await browser.version();
await browser.close();
for (const fault of [...new Set(faults)]) console.log(`  ${fault}`);
console.log(`  ${version}, axe: ${pages.length} pages, ${checks} checks, ${faults.length} faults`);
process.exit(faults.length || pages.length === 0 ? 1 : 0);
