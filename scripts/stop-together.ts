/**
 * Ends what a script started when the script is told to end, or when whoever started the script has gone: npm does
 * not pass every signal on, and a Worker left behind holds its port.
 */

const CHECK_PARENT_MS = 500;

export function stopTogether(stop: () => void): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, once);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && once(), CHECK_PARENT_MS).unref();
}
