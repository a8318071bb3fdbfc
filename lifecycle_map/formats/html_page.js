
"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);
  const told = (words, ...parts) => words.replace(/\{(\d)\}/g, (_, place) => parts[place]);
  const panel = by("panel"), search = by("search"), found = by("found"), view = document.querySelector(".view");
  const svg = () => all("svg", view).find((one) => getComputedStyle(one).display !== "none") || view.querySelector("svg");
  const entries = all("nav .entry");
  const keysOf = (entry) => entry.dataset.keys.split(" ");
  const entryOf = (key) => entries.find((entry) => keysOf(entry).includes(key));
  const named = all("g[data-name]");
  const linked = all("g[data-ends]");
  const help = panel.firstElementChild;
  let held = null;

  const joined = (keys) => {
    const near = new Set();
    for (const line of linked) {
      const ends = line.dataset.ends.split(" ");
      const own = keys.includes(line.dataset.name);
      if (own) ends.forEach((key) => near.add(key));
      if (ends.some((key) => keys.includes(key))) {
        const entry = entryOf(line.dataset.name);
        (entry ? keysOf(entry) : [line.dataset.name]).forEach((key) => near.add(key));
        if (!entry) ends.forEach((key) => near.add(key));
      }
    }
    keys.forEach((key) => near.delete(key));
    return near;
  };
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const tell = (entry, near) => {
    const parts = [make("h2", entry.querySelector("b").textContent)];
    all("span", entry).forEach((line) => parts.push(make("p", line.textContent)));
    const others = entries.filter((other) => other !== entry && keysOf(other).some((key) => near.has(key)));
    if (others.length) {
      parts.push(make("p", panel.dataset.connected, "help"));
      const list = document.createElement("ul");
      for (const other of others) {
        const item = document.createElement("li"), button = make("button", other.querySelector("b").textContent, "entry");
        button.type = "button";
        button.addEventListener("click", () => { show(other, true); reach(other); });
        item.append(button);
        list.append(item);
      }
      parts.push(list);
    }
    panel.replaceChildren(...parts);
  };
  const paint = (entry, near, keep) => {
    const keys = entry ? keysOf(entry) : [];
    view.classList.toggle("held", Boolean(entry && keep));
    for (const group of named) {
      const key = group.dataset.name, dims = group.getAttribute("role") === "button" || group.dataset.ends;
      group.classList.toggle("chosen", keys.includes(key));
      group.classList.toggle("far", Boolean(entry && dims) && !keys.includes(key) && !near.has(key));
    }
    entries.forEach((other) => other.classList.toggle("chosen", other === entry));
  };
  const show = (entry, keep) => {
    const near = joined(keysOf(entry));
    tell(entry, near);
    paint(entry, near, keep);
    if (keep) held = entry;
  };
  const clear = () => { held = null; paint(null, new Set(), false); panel.replaceChildren(help); };
  const groups = () => all('g[role="button"]', svg()).filter((group) => !group.closest(".off"));
  const reach = (entry) => {
    const mine = groups().filter((group) => keysOf(entry).includes(group.dataset.name));
    const group = mine[mine.length - 1];
    if (!group) return;
    groups().forEach((one) => one.setAttribute("tabindex", "-1"));
    group.setAttribute("tabindex", "0");
    group.focus();
    group.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const middle = (group) => { const box = group.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const beside = (group, [right, down]) => {
    const [x, y] = middle(group);
    let best = null, least = Infinity;
    for (const other of groups()) {
      const [a, b] = middle(other), along = (a - x) * right + (b - y) * down, aside = Math.abs((a - x) * down) + Math.abs((b - y) * right);
      if (other !== group && along > 1 && along + 2 * aside < least) { best = other; least = along + 2 * aside; }
    }
    return best;
  };

  by("controls").hidden = false;
  for (const picture of all("svg", view)) {
    const first = picture.querySelector('g[role="button"]');
    if (first) first.setAttribute("tabindex", "0");
  }
  for (const group of all('g[role="button"]')) {
    const entry = entryOf(group.dataset.name);
    if (!entry) continue;
    group.addEventListener("pointerenter", () => { if (!held) show(entry, false); });
    group.addEventListener("focus", () => show(entry, Boolean(held)));
    group.addEventListener("click", () => { if (held === entry) clear(); else show(entry, true); });
    group.addEventListener("keydown", (event) => {
      const order = groups(), place = order.indexOf(group);
      const next = ways[event.key] ? beside(group, ways[event.key]) : event.key === "Home" ? order[0] : event.key === "End" ? order[order.length - 1] : null;
      if (next) {
        event.preventDefault();
        order.forEach((one) => one.setAttribute("tabindex", one === next ? "0" : "-1"));
        next.focus();
      } else if (ways[event.key]) event.preventDefault();
      else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(entry, true); }
    });
  }
  entries.forEach((entry) => entry.addEventListener("click", () => { if (held === entry) clear(); else show(entry, true); }));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target !== search) clear(); });

  const filter = () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const here = new Set(named.filter((group) => !group.closest(".off")).map((group) => group.dataset.name));
    const listed = entries.filter((entry) => keysOf(entry).some((key) => here.has(key)));
    const hits = listed.filter((entry) => entry.textContent.toLocaleLowerCase().includes(wanted));
    entries.forEach((entry) => { entry.parentElement.hidden = !hits.includes(entry); });
    found.value = wanted ? told(found.dataset.words, hits.length, listed.length) : "";
    const keys = new Set(hits.flatMap(keysOf));
    held = null;
    paint(null, keys, false);
    view.classList.toggle("held", Boolean(wanted));
    for (const group of named) group.classList.toggle("far", Boolean(wanted) && group.getAttribute("role") === "button" && !keys.has(group.dataset.name));
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    const hit = entries.find((entry) => !entry.parentElement.hidden);
    if (event.key === "Enter" && hit && search.value.trim()) { event.preventDefault(); show(hit, true); reach(hit); }
  });
  by("size").addEventListener("click", (event) => {
    const full = view.classList.toggle("full");
    event.target.setAttribute("aria-pressed", String(full));
  });

  const steps = Number(by("controls").dataset.steps);
  if (steps > 1) {
    let step = 1;
    const turn = (more) => {
      step = Math.min(steps, Math.max(1, step + more));
      all("g[data-steps]").forEach((layer) => layer.classList.toggle("off", !layer.dataset.steps.split(" ").includes(String(step))));
      by("step").value = told(by("step").dataset.words, step, steps);
      by("back").disabled = step === 1;
      by("next").disabled = step === steps;
      filter();
    };
    by("back").addEventListener("click", () => turn(-1));
    by("next").addEventListener("click", () => turn(1));
    turn(0);
  }
})();
