/**
 * What a page's main thread did, read from a trace as Lighthouse reads it: each task's own time, without that of the
 * tasks inside it, belongs to the kind of work that it is or stands in. Times are the thread's own, so that nothing is
 * counted while the machine was busy with something else.
 */

/** What must be recorded for that; without the third, promises would seem to cost nothing. */
export const TRACED = [
  "-*",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "v8.execute",
  "v8",
  "disabled-by-default-v8.compile",
  "disabled-by-default-v8.gc",
  "toplevel",
];

/** A part of Chromium's trace format; times in microseconds. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Of the thread; left out where it is none. */
  tdur?: number;
  args?: { beginData?: { url?: string } };
}

/** Not the making of the context that every page has. */
const SCRIPT =
  /^(v8\.|V8\.(?!DeserializeContext)|EvaluateScript|FunctionCall|RunMicrotasks|TimerFire|FireAnimationFrame|FireIdleCallback|EventDispatch|MajorGC|MinorGC)/;
const DRAWING = /^(Layout|UpdateLayoutTree|ParseHTML|ParseAuthorStyleSheet|PrePaint|Paint|Layerize|Commit)/;

/** Milliseconds of the main thread of the page at `url`: in scripts, and in all its tasks. */
export function taskTimes(events: TraceEvent[], url: string): { script: number; all: number } {
  const page = events.find(({ name, args }) => name === "ParseHTML" && args?.beginData?.url === url);
  if (!page) throw new Error(`The trace knows nothing of ${url}.`);
  const tasks = events
    .filter(({ ph, pid, tid }) => ph === "X" && pid === page.pid && tid === page.tid)
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const times = { script: 0, drawing: 0, none: 0 };
  const open: { until: number; kind: keyof typeof times }[] = [];
  let all = 0;
  for (const { name, ts, dur = 0, tdur = 0 } of tasks) {
    while ((open.at(-1)?.until ?? Number.POSITIVE_INFINITY) <= ts) open.pop();
    const around = open.at(-1);
    if (around) times[around.kind] -= tdur;
    else all += tdur;
    const kind = DRAWING.test(name) ? "drawing" : SCRIPT.test(name) ? "script" : (around?.kind ?? "none");
    times[kind] += tdur;
    open.push({ until: ts + dur, kind });
  }
  return { script: times.script / 1000, all: all / 1000 };
}
