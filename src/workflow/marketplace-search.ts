import type { ImageFacts } from '../domain/build/facts.ts';
import { UNKNOWN_FACTS } from '../domain/build/facts.ts';
import { mergeFacts } from '../domain/build/record.ts';
import { judgeFacts } from '../domain/build/rule-sets.ts';
import type { RuleSetId } from '../domain/build/rules.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { MarketLine } from './commands-build-api.ts';
import type { Clock } from './ports.ts';
import type { Workshop } from './ports-images.ts';

/** Windows client images are published under this name (facts: Marketplace references). */
const PUBLISHER = 'MicrosoftWindowsDesktop';
const MOST_LINES = 20;
/** Asked at once: Azure's readings are many but not endless. */
const AT_ONCE = 4;

export interface MarketSearch {
  readonly subscriptionId: string;
  readonly region: string;
  readonly text: string;
}

interface SearchDeps {
  readonly workshop: Workshop;
  readonly clock: Clock;
  readonly ruleSet: RuleSetId;
}

interface Pair {
  readonly offer: string;
  readonly sku: string;
}

/** Windows client images whose offer and SKU hold every word of the text, newest version each, with what stands against them. */
export async function searchMarketplace(deps: SearchDeps, search: MarketSearch): Promise<readonly MarketLine[]> {
  const pairs = (await listPairs(deps.workshop, search)).slice(0, MOST_LINES);
  const lines: MarketLine[] = [];
  for (let from = 0; from < pairs.length; from += AT_ONCE) {
    const some = pairs.slice(from, from + AT_ONCE);
    lines.push(...(await Promise.all(some.map((pair) => describeLine(deps, search, pair)))));
  }
  return lines;
}

async function listPairs(workshop: Workshop, search: MarketSearch): Promise<readonly Pair[]> {
  const words = search.text.toLowerCase().split(/\s+/);
  const offers = await workshop.listOffers(marketOf(search));
  const pairs = await Promise.all(
    offers.map(async (offer) =>
      (await workshop.listSkus({ ...marketOf(search), offer })).map((sku) => ({ offer, sku })),
    ),
  );
  return pairs.flat().filter(({ offer, sku }) => words.every((word) => `${offer} ${sku}`.toLowerCase().includes(word)));
}

function marketOf({ subscriptionId, region }: MarketSearch) {
  return { subscriptionId, region, publisher: PUBLISHER };
}

async function describeLine(deps: SearchDeps, search: MarketSearch, pair: Pair): Promise<MarketLine> {
  const byName = findByName(pair.sku);
  if (byName) return { publisher: PUBLISHER, ...pair, version: '', blocked: [byName] };
  const [version = ''] = await deps.workshop.listVersions({ ...marketOf(search), ...pair });
  const line = { publisher: PUBLISHER, ...pair, version };
  const place = { subscriptionId: search.subscriptionId, resourceGroup: '', region: search.region };
  const seen = await deps.workshop.readSource({ kind: 'marketplace', ...line }, place);
  if (version === '' || !seen.found) return { ...line, blocked: [refusal('source-not-found')] };
  return { ...line, blocked: listBlocks(deps, mergeFacts(UNKNOWN_FACTS, seen.facts)) };
}

/** What the name says already (the suffixes are Microsoft's own): no call is needed to refuse these. */
function findByName(sku: string): Refusal | undefined {
  if (/-avd\b/i.test(sku)) return refusal('market-multi-session', { sku });
  return /-(entn|pron?|pro|ltsc|edu)\b/i.test(sku) ? refusal('market-edition', { sku }) : undefined;
}

const REFUSALS: Readonly<Record<string, (facts: ImageFacts) => Refusal>> = {
  'generation-2': () => refusal('market-generation-1'),
  'not-paid': () => refusal('market-paid'),
  'not-deprecated': ({ deprecation }) => refusal('market-deprecated', { state: deprecation ?? '' }),
};

function listBlocks({ clock, ruleSet }: SearchDeps, facts: ImageFacts): readonly Refusal[] {
  const context = { route: null, now: clock.now(), source: 'marketplace' } as const;
  return judgeFacts(ruleSet, facts, 'source-image', context)
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ ruleId }) => REFUSALS[ruleId]?.(facts) ?? refusal('source-refused', { rules: ruleId }));
}
