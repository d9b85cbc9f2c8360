/** The language inside the script: English, and in `widget.es.js` and its like another one (`build-widget.ts`). */
export { list as builtIn } from "./en.ts";
