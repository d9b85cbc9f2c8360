/**
 * `/admin/progress.js`: moves on what a page shows of a running pull, by asking the API as its own page. Text, like the
 * stylesheet, so that the Worker serves it itself; with the very words that the page was made with.
 */
import { ENDINGS, STEPS } from "./roster-words.ts";

/** A pull that moves is looked at so often, one that does not ever less. */
const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_AFTER_FAILURE_MS = 60_000;

export const PROGRESS_SCRIPT = `"use strict";
(() => {
  const STEPS = ${JSON.stringify(STEPS)};
  const ENDINGS = ${JSON.stringify(ENDINGS)};
  const box = document.querySelector("[data-run]");
  if (box === null) return;
  const [label, bar, rows, said, link] =
    ["label", "progress", ".rows", "[role=status]", "a"].map((part) => box.querySelector(part));
  const address = "/admin/api/roster/runs/" + encodeURIComponent(box.dataset.run);
  let pause = ${PAUSE_MS};
  let before = "";

  const stepOf = ({ phase, resource }) =>
    phase === "reading" ? (STEPS.reading[resource] ?? "Reading") : (STEPS[phase] ?? phase);
  const number = (count) => count.toLocaleString("en-US");

  // The region is spoken whenever it changes: it is given another step and the end alone.
  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function show(run) {
    const step = stepOf(run);
    if (label.textContent !== step) {
      label.textContent = step;
      say(step);
    }
    const isReading = run.phase === "reading";
    const total = run.rowsTotal ?? 0;
    rows.textContent = !isReading || (run.rowsTotal === null && run.rowsRead === 0)
      ? ""
      : number(run.rowsRead) + (run.rowsTotal === null ? " rows so far" : " of " + number(total) + " rows");
    if (isReading && total > 0) {
      bar.max = Math.max(total, run.rowsRead);
      bar.value = run.rowsRead;
    } else bar.removeAttribute("value");
  }

  function end(words, linkWords) {
    bar.remove();
    rows.textContent = "";
    label.textContent = words;
    link.textContent = linkWords;
    say(words);
  }

  function again(ms) {
    pause = ms;
    setTimeout(look, pause);
  }

  async function look() {
    let answer;
    let text = "";
    try {
      answer = await globalThis.fetch(address, { cache: "no-store", headers: { accept: "application/json" } });
      text = await answer.text();
    } catch {
      return again(Math.min(pause * 2, ${LONGEST_PAUSE_AFTER_FAILURE_MS}));
    }
    if ([401, 403, 404].includes(answer.status))
      return end("This page can no longer follow the pull, which goes on without it.", "Refresh");
    if (!answer.ok) return again(Math.min(pause * 2, ${LONGEST_PAUSE_AFTER_FAILURE_MS}));
    const run = JSON.parse(text);
    if (run.status !== "running") return end(ENDINGS[run.status] ?? "The pull has ended.", "See how it went");
    show(run);
    const isStill = text === before;
    before = text;
    again(isStill ? Math.min(pause * 1.5, ${LONGEST_PAUSE_MS}) : ${PAUSE_MS});
  }

  setTimeout(look, pause);
})();
`;
