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

  for (const form of document.querySelectorAll("form.filter")) {
    const area = document.getElementById(form.dataset.filters);
    const status = form.querySelector("[role=status]");
    const entries = [...area.querySelectorAll("[data-text]")].map((node) => [node, node.dataset.text.toLowerCase()]);
    const groups = [...area.querySelectorAll("details")];
    const filter = () => {
      const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const severity = form.elements.severity?.value ?? "";
      const rule = form.elements.rule?.value ?? "";
      let shown = 0;
      for (const [node, text] of entries) {
        node.hidden = !(words.every((word) => text.includes(word))
          && (!severity || node.dataset.severity === severity) && (!rule || node.dataset.rule === rule));
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

  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const group = target && target.closest("details");
    if (group) { group.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
})();
