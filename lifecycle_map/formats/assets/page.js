
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const items = all("[data-item]");
  const boxes = all("fieldset input");
  const field = document.querySelector("[data-search]");
  const status = document.querySelector("[role=status]");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(items.map((item) => [item, plain(item.textContent)]));

  const fits = (item, words, chosen) =>
    words.every((word) => texts.get(item).includes(word)) &&
    Object.entries(chosen).every(([name, held]) => !(name in item.dataset) || held.has(item.dataset[name]));

  const told = () => {
    const kinds = [...new Set(items.map((item) => item.dataset.item))];
    const count = (kind) => {
      const held = items.filter((item) => item.dataset.item === kind);
      return `${held.filter((item) => !item.hidden).length} of ${held.length} ${kind}s`;
    };
    return `${kinds.map(count).join(", ")} shown`;
  };

  const apply = () => {
    const words = plain(field ? field.value : "").split(/\s+/).filter(Boolean);
    const chosen = {};
    for (const box of boxes) {
      chosen[box.name] ??= new Set();
      if (box.checked) chosen[box.name].add(box.value);
    }
    for (const item of items) item.hidden = !fits(item, words, chosen);
    for (const group of all("[data-group]")) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    if (status) status.textContent = told();
  };

  const save = () => {
    for (const input of all("input:not([type=search])")) {
      if (input.type === "checkbox") input.toggleAttribute("checked", input.checked);
      else input.setAttribute("value", input.value);
    }
    for (const area of all("textarea")) area.textContent = area.value;
    const copy = document.documentElement.cloneNode(true);
    for (const bar of all("[data-controls]", copy)) bar.hidden = true;
    for (const item of all("[data-item]", copy)) item.hidden = false;
    for (const line of all("[role=status]", copy)) line.textContent = "";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`<!DOCTYPE html>\n${copy.outerHTML}\n`], { type: "text/html" }));
    link.download = `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}-filled.html`;
    link.click();
    URL.revokeObjectURL(link.href);
    if (status) status.textContent = `saved as ${link.download}`;
  };

  const open = (is) => all(".items details").forEach((each) => { each.open = is; });
  const reset = () => {
    if (field) field.value = "";
    for (const box of boxes) box.checked = true;
    apply();
  };
  const actions = { open: () => open(true), close: () => open(false), reset, save };
  for (const button of all("[data-action]")) button.addEventListener("click", actions[button.dataset.action]);
  for (const form of all("form")) form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("input", (event) => { if (event.target.closest("[data-controls]")) apply(); });

  let before = [];
  addEventListener("beforeprint", () => {
    before = all("details:not([open])");
    before.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => before.forEach((each) => { each.open = false; }));

  const wide = matchMedia("(min-width: 60rem)").matches;
  for (const part of all("[data-filters]")) part.open = wide;
  for (const bar of all("[data-controls]")) bar.hidden = false;
  apply();
})();
