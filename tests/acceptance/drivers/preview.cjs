// node preview.cjs CHROMIUM ADDRESS: open the preview; print what it shows as JSON lines, one for each line on stdin.
const { chromium } = require("playwright-core");
const { createInterface } = require("node:readline");
const [browserPath, address] = process.argv.slice(2);
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];

const look = (tab) => tab.evaluate(() => ({
  title: document.title,
  operations: window.ui ? window.ui.getSystem().specSelectors.operations().size : 0,
  listed: document.querySelectorAll(".opblock").length,
  opened: document.querySelectorAll(".opblock.is-open").length,
  parts: [...document.querySelectorAll("#parts a")].map((link) => link.textContent),
  findings: document.querySelectorAll("#findings li").length,
  text: document.querySelector("main").innerText,
  number: window.shown,
}));

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ARGUMENTS });
  const tab = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  const errors = [], outside = [];
  tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("request", (request) => /^https?:/.test(request.url()) && !request.url().startsWith(address) && outside.push(request.url()));
  const steps = {
    open: async (path) => { await tab.goto(address + path); await tab.waitForFunction(() => window.shown > 0); },
    list: (count) => tab.waitForFunction((n) => document.querySelectorAll(".opblock").length === n, Number(count)),
    expand: async (id) => { await tab.click(`[id$="-${id}"] .opblock-summary-control`); await tab.waitForSelector(".opblock.is-open .opblock-body"); },
    follow: async (words) => { await tab.locator(`#findings a:has-text("${words}")`).first().click(); await tab.waitForSelector(".opblock.is-open .opblock-body"); },
    note: () => tab.click("#filter [name=info]"),
    search: (words) => tab.fill("#words", words),
    see: (words) => tab.waitForFunction((wanted) => document.querySelector("main").innerText.includes(wanted), words),
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const [step, ...rest] = line.split(" ");
    if (step === "end") break;
    await steps[step](rest.join(" "));
    console.log(JSON.stringify({ ...(await look(tab)), errors, outside }));
  }
  await browser.close();
}

main().then(() => process.exit(0), (error) => { console.log(JSON.stringify({ failed: String(error.message) })); process.exit(1); });
