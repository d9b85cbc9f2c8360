/** The least that a Worker can do with a letter: answers with what stands at `?url=`. The peer of our own. */
export default {
  fetch(request: Request): Promise<Response> {
    return fetch(new URL(request.url).searchParams.get("url") ?? "");
  },
};
