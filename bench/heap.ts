/** The JavaScript heap of the Worker's isolate while it works, asked of the runtime's inspector. */

export interface HeapWatch {
  /** MB in use at most, what the collector has not cleared away yet included. */
  peak(): number;
  samples(): number;
  stop(): void;
}

const SAMPLE_MS = 100;

export async function watchHeap(inspectorPort: number): Promise<HeapWatch> {
  // wrangler's inspector wants an origin of its own machine; the browser's type knows no such option, Node does.
  const options = { headers: { origin: "http://localhost" } } as unknown as string[];
  const socket = new WebSocket(await debuggerUrl(inspectorPort), options);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  let [id, answered, peakBytes] = [0, 0, 0];
  socket.addEventListener("message", ({ data }) => {
    const used = JSON.parse(String(data)).result?.usedSize;
    if (typeof used !== "number") return;
    answered++;
    peakBytes = Math.max(peakBytes, used);
  });
  const timer = setInterval(
    () => socket.send(JSON.stringify({ id: ++id, method: "Runtime.getHeapUsage" })),
    SAMPLE_MS,
  );
  return {
    peak: () => peakBytes / 1024 / 1024,
    samples: () => answered,
    stop: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}

async function debuggerUrl(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/json`);
  const targets: { webSocketDebuggerUrl: string }[] = await answer.json();
  const url = targets[0]?.webSocketDebuggerUrl;
  if (url === undefined) throw new Error("The inspector knows no isolate.");
  return url;
}
