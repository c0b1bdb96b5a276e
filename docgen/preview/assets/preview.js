// Shows the document that the server holds, or a choice of its parts where it is large, and follows its changes.
(() => {
  "use strict";
  const MOST = 1000; // findings in the list at once
  const wanted = new URLSearchParams(location.search).get("path") ?? "";
  const asked = location.hash; // Swagger UI changes it, wrongly where a tag has a slash
  const byId = (id) => document.getElementById(id);
  const filter = byId("filter").elements;
  let ui = null;
  let about = { findings: [], places: [], operations: 0, limit: 0 };

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", paint);
  paint();

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // The address of an operation as Swagger UI has it; where only parts are offered, of the part that it is in.
  const addressOf = (operation) => {
    const hash = `#/${[operation.tag, operation.id].map(encodeURIComponent).join("/")}`;
    return isInParts() ? `?path=${encodeURIComponent(operation.path)}${hash}` : hash;
  };

  const isInParts = () => about.operations > about.limit && wanted === "";

  const linkTo = (operation) => {
    const more = operation.more ? ` and ${operation.more} more` : "";
    const link = element("a", `${operation.method} ${operation.path}${more}`, "operation");
    link.href = addressOf(operation);
    link.addEventListener("click", (event) => {
      if (isInParts() || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, "", link.href);
      reveal(link.hash);
    });
    return link;
  };

  // Opens the operation that an address names, and moves the focus there; tries again while Swagger UI still draws.
  const reveal = (hash) => {
    const [tag, id] = hash.startsWith("#/") ? hash.slice(2).split("/").map(decodeURIComponent) : [];
    if (id) openOperation(tag, id, 10);
  };

  const openOperation = (tag, id, tries) => {
    const block = [...document.querySelectorAll(".opblock")].find((one) => one.id.endsWith(`-${id}`));
    if (block?.classList.contains("is-open")) {
      block.scrollIntoView({ block: "start" });
      block.querySelector(".opblock-summary-control")?.focus({ preventScroll: true });
      return;
    }
    ui?.layoutActions.show(["operations-tag", tag], true);
    ui?.layoutActions.show(["operations", tag, id], true);
    // Of many operations Swagger UI draws only those in sight.
    if (!block) ui?.layoutActions.scrollToVirtualizedOperation(["operations", tag, id]);
    if (tries > 0) setTimeout(openOperation, 200, tag, id, tries - 1);
  };
  addEventListener("popstate", () => reveal(location.hash));

  const textOf = (finding, operation) => [
    finding.code, finding.name, finding.message, `${finding.path}:${finding.line}`,
    operation ? `${operation.method} ${operation.path}` : "",
  ].join(" ").toLowerCase();

  const entry = ([finding, place]) => {
    const item = element("li", "", finding.severity);
    const code = element("span", finding.code, "code");
    code.title = finding.name;
    item.append(code, ` ${finding.message}`, element("div", `${finding.path}:${finding.line}:${finding.column}`, "place"));
    if (place?.operation) item.append(linkTo(place.operation));
    return item;
  };

  const showFindings = () => {
    const all = about.findings.map((finding, index) => [finding, about.places[index]]);
    const within = all.filter(([, place]) => place?.within);
    byId("scope").hidden = within.length === all.length;
    const inScope = filter.within.checked ? within : all;
    for (const severity of ["error", "warning", "info"]) {
      const count = inScope.filter(([finding]) => finding.severity === severity).length;
      filter[severity].parentElement.querySelector("span").textContent = `(${count})`;
    }
    const words = filter.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = inScope.filter(([finding, place]) => {
      if (filter[finding.severity]?.checked === false) return false;
      const text = words.length ? textOf(finding, place?.operation) : "";
      return words.every((word) => text.includes(word));
    });
    const cut = shown.length > MOST ? `, the first ${MOST} of them here` : "";
    byId("count").textContent = all.length === 0 ? "None." : `${shown.length} of ${all.length} shown${cut}.`;
    byId("findings").replaceChildren(...shown.slice(0, MOST).map(entry));
  };
  byId("filter").addEventListener("input", showFindings);
  byId("filter").addEventListener("submit", (event) => event.preventDefault());

  const showParts = () => {
    const list = document.createElement("ul");
    for (const part of about.parts) {
      const link = element("a", part.path);
      link.href = `?path=${encodeURIComponent(part.path)}`;
      const item = document.createElement("li");
      item.append(link, ` (${part.operations})`);
      list.append(item);
    }
    byId("parts").replaceChildren(element("p", `${about.title} has ${about.operations} operations. Choose a part:`), list);
    byId("parts").hidden = false;
  };

  const showDocument = async () => {
    const answer = await fetch(`openapi.json?path=${encodeURIComponent(wanted)}`);
    if (!answer.ok) return showProblem(await answer.text());
    const text = await answer.text();
    if (ui) return ui.specActions.updateSpec(text);
    ui = window.ui = SwaggerUIBundle({
      spec: JSON.parse(text), dom_id: "#document", deepLinking: true, docExpansion: "list", validatorUrl: null,
      supportedSubmitMethods: [], onComplete: () => { window.uiReady = true; reveal(asked); },
    });
    return undefined;
  };

  const showProblem = (problem) => {
    byId("problem").textContent = problem;
    byId("problem").hidden = problem === "";
  };

  const show = async () => {
    about = await (await fetch(`about.json?path=${encodeURIComponent(wanted)}`)).json();
    document.title = about.title ? `${about.title} - docgen preview` : "docgen preview";
    if (!window.shown) filter.within.checked = about.sliced;
    showFindings();
    showProblem(about.problem);
    if (isInParts()) showParts();
    else if (about.operations > 0) await showDocument();
    window.shown = about.number;
    return about.number;
  };

  const follow = async () => {
    let number = await show();
    for (;;) {
      const next = await (await fetch(`changes.json?after=${number}`)).json();
      if (next.number !== number) number = await show();
    }
  };

  follow().catch(() => showProblem("The preview has ended. Start docgen preview again, then reload this page."));
})();
