/** What the routes share: one running simulator, without its socket. */

import type { Catalog, CatalogEntry } from "./catalog.ts";
import type { CredentialBook } from "./credentials.ts";
import type { FaultBoard } from "./faults.ts";
import type { LetterContent } from "./letter-content.ts";
import type { LinkSigner } from "./links.ts";
import type { Settings } from "./settings.ts";
import type { Stats } from "./stats.ts";
import type { TokenBook } from "./tokens.ts";

export interface Place {
  /** Known once the server listens. */
  origin(): string;
  settings: Settings;
  credentials: CredentialBook;
  tokens: TokenBook;
  links: LinkSigner;
  catalog: Catalog;
  contentOf(entry: CatalogEntry): Promise<LetterContent>;
  faults: FaultBoard;
  stats: Stats;
}
