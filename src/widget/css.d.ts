/** A style sheet is imported as its minified text; `scripts/build-widget.ts` makes it so. */
declare module "*.css" {
  export const css: string;
}
