/** What the routes share: one running simulator, without its socket. */

import type { ConsumerBook } from "./consumers.ts";
import type { FaultBoard } from "./faults.ts";
import type { DistrictHolder } from "./holder.ts";
import type { NonceBook } from "./oauth/nonces.ts";
import type { Settings } from "./settings.ts";
import type { Stats } from "./stats.ts";

export interface Place {
  settings: Settings;
  consumers: ConsumerBook;
  nonces: NonceBook;
  district: DistrictHolder;
  faults: FaultBoard;
  stats: Stats;
  /** Milliseconds since 1970. */
  now(): number;
}
