// node guide.cjs CHROMIUM ADDRESS PATHS: open pages at two widths, light and dark; print what axe-core says, as JSON.
const { chromium } = require("playwright-core");
const { source } = require("axe-core");
const [browserPath, address, ...paths] = process.argv.slice(2);
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const RULES = ["color-contrast", "heading-order", "image-alt", "link-name", "button-name", "document-title", "html-has-lang"];

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ARGUMENTS });
  const told = { broken: [], errors: [], outside: [], overflowing: [], looked: 0 };
  for (const colorScheme of ["light", "dark"]) for (const width of [1280, 400]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    const tab = await context.newPage();
    tab.on("console", (message) => message.type() === "error" && told.errors.push(message.text()));
    tab.on("pageerror", (error) => told.errors.push(error.message));
    tab.on("request", (request) => /^https?:/.test(request.url()) && !request.url().startsWith(address) && told.outside.push(request.url()));
    for (const path of paths) {
      await tab.goto(address + path);
      await tab.evaluate(source);
      const found = await tab.evaluate((values) => axe.run({ runOnly: { type: "rule", values } }), RULES);
      for (const one of found.violations) for (const node of one.nodes) told.broken.push([path, colorScheme, width, one.id, node.html.slice(0, 200)]);
      if (await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth)) told.overflowing.push([path, width]);
      told.looked++;
    }
    await context.close();
  }
  await browser.close();
  console.log(JSON.stringify(told));
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
