/**
 * D1 as the Worker sees it, with a trip to it that goes wrong: before it arrived, or after it did its work, when only the
 * answer is lost. Everything else reaches the real database.
 */

/** Where in a trip it goes wrong; with a lost answer the database has done what it was asked. */
export type Mishap = "not_sent" | "answer_lost";

/** One way to the database and back: the SQL of all its statements. */
export type Trip = readonly string[];

/** Reads end a statement's life with one of these; each is a trip of its own. */
const TRIPS = ["first", "all", "run", "raw"];

/**
 * @param judge is asked before each trip; what it answers happens to that trip, null lets it pass
 * @param message what the Worker is told in place of an answer
 */
export function faultyD1(
  real: D1Database,
  judge: (trip: Trip) => Mishap | null | Promise<Mishap | null>,
  message: string,
): D1Database {
  const known = new WeakMap<object, { statement: D1PreparedStatement; sql: string }>();

  async function travel<T>(trip: Trip, go: () => Promise<T>): Promise<T> {
    const mishap = await judge(trip);
    if (mishap === "not_sent") throw new Error(message);
    const result = await go();
    if (mishap === "answer_lost") throw new Error(message);
    return result;
  }

  function wrapped(statement: D1PreparedStatement, sql: string): D1PreparedStatement {
    const proxy = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => wrapped(target.bind(...values), sql);
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function" || !TRIPS.includes(String(name))) return method;
        return (...given: unknown[]) => travel([sql], () => Reflect.apply(method, target, given));
      },
    });
    known.set(proxy, { statement, sql });
    return proxy;
  }

  return new Proxy(real, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => wrapped(target.prepare(sql), sql);
      if (name !== "batch") return Reflect.get(target, name);
      return (statements: D1PreparedStatement[]) => {
        const found = statements.flatMap((statement) => known.get(statement) ?? []);
        if (found.length !== statements.length) throw new Error("a statement of another database");
        return travel(
          found.map(({ sql }) => sql),
          () => target.batch(found.map(({ statement }) => statement)),
        );
      };
    },
  });
}

/** The n-th trip goes wrong, all others pass; says afterwards whether there was one. */
export function wrongAt(n: number, mishap: Mishap) {
  let trips = 0;
  return {
    judge: (): Mishap | null => (++trips === n ? mishap : null),
    happened: () => trips >= n,
  };
}
