// Shows the document that the server holds, or a choice of its parts where it is large, and follows its changes.
(() => {
  "use strict";
  const wanted = new URLSearchParams(location.search).get("path") ?? "";
  const byId = (id) => document.getElementById(id);
  let ui = null;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const showFindings = (findings) => {
    byId("count").textContent = findings.length === 0 ? "None." : `${findings.length} in all.`;
    byId("findings").replaceChildren(...findings.slice(0, 1000).map((finding) => {
      const item = element("li", "", finding.severity);
      item.append(
        element("span", finding.code, "code"), ` ${finding.message}`,
        element("div", `${finding.path}:${finding.line}:${finding.column}`, "place"),
      );
      return item;
    }));
  };

  const showParts = (about) => {
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
      supportedSubmitMethods: [], onComplete: () => { window.uiReady = true; },
    });
    return undefined;
  };

  const showProblem = (problem) => {
    byId("problem").textContent = problem;
    byId("problem").hidden = problem === "";
  };

  const show = async () => {
    const about = await (await fetch("about.json")).json();
    document.title = about.title ? `${about.title} - docgen preview` : "docgen preview";
    showFindings(about.findings);
    showProblem(about.problem);
    if (about.operations > about.limit && wanted === "") showParts(about);
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
