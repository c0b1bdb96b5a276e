"use strict";
(() => {
  const value = (row, index) => row.cells[index].dataset.sort ?? row.cells[index].textContent.trim();

  const compare = (a, b) => {
    const x = Number(a), y = Number(b);
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a.localeCompare(b, "en", { numeric: true });
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows];
        rows.sort((a, b) => (down ? -1 : 1) * compare(value(a, index), value(b, index)));
        table.tBodies[0].append(...rows);
      });
    });
  }

  const partsOf = (node) => (node.closest("[data-parts]")?.dataset.parts ?? "").split(" ");

  for (const form of document.querySelectorAll("form.filter")) {
    const area = document.getElementById(form.dataset.filters);
    const status = form.querySelector("[role=status]");
    const entries = [...area.querySelectorAll("[data-text]")].map((node) => [node, node.dataset.text.toLowerCase()]);
    const groups = [...area.querySelectorAll("details")];
    const filter = () => {
      const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const severity = form.elements.severity?.value ?? "";
      const rule = form.elements.rule?.value ?? "";
      const part = form.elements.part?.value ?? "";
      const fresh = form.elements.fresh?.value ?? "";
      let shown = 0;
      for (const [node, text] of entries) {
        node.hidden = !(words.every((word) => text.includes(word))
          && (!severity || node.dataset.severity === severity) && (!rule || node.dataset.rule === rule)
          && (!part || partsOf(node).includes(part)) && (!fresh || "fresh" in node.dataset));
        if (!node.hidden) shown += 1;
      }
      for (const group of groups) group.hidden = !group.querySelector("[data-text]:not([hidden])");
      status.textContent = `${shown} of ${entries.length} shown`;
    };
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // A part of the pages, such as those of an owner, is shown alone, in the pages and in the findings.
  for (const link of document.querySelectorAll("a[data-part]")) {
    link.addEventListener("click", () => {
      for (const choice of document.querySelectorAll("select[name=part]")) {
        choice.value = link.dataset.part;
        choice.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  }

  const parse = (text) => {
    try { return JSON.parse(text); } catch { return text.split("\n").filter(Boolean).map((line) => JSON.parse(line)); }
  };

  // Findings are told apart by their fingerprints, which stay when lines move.
  const compareWith = (earlier, form) => {
    const now = [...document.querySelectorAll("[data-fingerprint]")];
    const known = new Set(earlier.map((one) => one.fingerprint));
    const present = new Set(now.map((node) => node.dataset.fingerprint));
    const gone = earlier.filter((one) => !present.has(one.fingerprint));
    for (const badge of document.querySelectorAll("strong.new")) badge.remove();
    let count = 0;
    for (const node of now) {
      delete node.dataset.fresh;
      if (known.has(node.dataset.fingerprint)) continue;
      count += 1;
      node.dataset.fresh = "";
      const badge = document.createElement("strong");
      badge.className = "new";
      badge.textContent = "new ";
      node.prepend(badge);
    }
    form.querySelector(".gone ul").replaceChildren(...gone.map((one) => {
      const item = document.createElement("li");
      item.textContent = `${one.code} ${one.message} (${one.path})`;
      return item;
    }));
    form.querySelector(".gone").hidden = gone.length === 0;
    document.querySelector(".fresh").hidden = false;
    const filter = document.querySelector("[data-filters=every-finding]");
    filter.dispatchEvent(new Event("input"));
    return `${count} new, ${gone.length} no longer found, ${now.length - count} as before`;
  };

  const compared = document.getElementById("compare");
  if (compared) {
    const status = compared.querySelector("[role=status]");
    compared.hidden = false;
    compared.addEventListener("submit", (event) => event.preventDefault());
    compared.addEventListener("change", async (event) => {
      const file = event.target.files?.[0];
      if (!file) return;
      try { status.textContent = compareWith(parse(await file.text()), compared); } catch { status.textContent = "This is not a report in JSON."; }
    });
  }

  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const group = target && target.closest("details");
    if (group) { group.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
})();
