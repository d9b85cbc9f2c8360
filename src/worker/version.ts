/** The version of Scoreletter that runs, for support. */
export { version as VERSION } from "../../package.json";
