/** Once before the browser tests: finds or unpacks the browser, and says which. */
import { prepareBrowser } from "./browser.ts";

export async function setup(): Promise<void> {
  await prepareBrowser();
}
