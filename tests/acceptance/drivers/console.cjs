// Opens a page in a browser and prints the errors of its console: node console.cjs BROWSER ADDRESS
const { chromium } = require("playwright-core");

(async () => {
  const [browser, address] = process.argv.slice(2);
  const opened = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  const page = await opened.newPage();
  page.on("console", (message) => message.type() === "error" && console.log(message.text()));
  page.on("pageerror", (error) => console.log(String(error)));
  await page.goto(address);
  await page.waitForTimeout(10000);
  await opened.close();
})();
