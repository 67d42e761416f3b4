import type { Actor } from '../../src/domain/actor.ts';
import { findSource } from '../../src/domain/prepare-draft.ts';
import type { PrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { Result } from '../../src/domain/refusal.ts';
import type { BuildCommands, MarketLine, PrepareCatalogue, SizeChoice } from '../../src/workflow/commands-build-api.ts';
import type { QuotaLine } from '../../src/workflow/ports-images.ts';
import type { PrepareStep } from './step.ts';

/** What the cloud offers for one question. What belongs to other questions is empty. */
export interface PrepareWorld {
  readonly catalogue: PrepareCatalogue;
  readonly market: readonly MarketLine[];
  readonly sizes: readonly SizeChoice[];
  readonly quota: QuotaLine | null;
  readonly names: ProposedNames | null;
}

interface ProposedNames {
  readonly captureName: string;
  readonly imageName: string;
  readonly imageVersion: string;
}

export type PrepareQueries = Pick<
  BuildCommands,
  'readPrepareCatalogue' | 'searchMarketplace' | 'listSizes' | 'readQuota' | 'proposeNames'
>;

/** Reads what a question needs, within one turn each thing once. */
export function createWorldReader(actor: Actor, commands: PrepareQueries) {
  const catalogues = new Map<string, ReturnType<BuildCommands['readPrepareCatalogue']>>();
  function readCatalogue(subscription: string): ReturnType<BuildCommands['readPrepareCatalogue']> {
    const known = catalogues.get(subscription);
    if (known) return known;
    const asked = commands.readPrepareCatalogue(actor, subscription === '' ? undefined : subscription);
    catalogues.set(subscription, asked);
    return asked;
  }
  return async function readWorld(step: PrepareStep, draft: PrepareDraft): Promise<Result<PrepareWorld>> {
    const catalogue = await readCatalogue(draft.subscription ?? '');
    if (!catalogue.ok) return catalogue;
    const world = { catalogue: catalogue.value, market: [], sizes: [], quota: null, names: null };
    const where = { subscriptionId: draft.subscription ?? '', region: draft.region ?? '' };
    if (step === 'market' || step === 'search') return readMarket({ actor, commands }, world, { ...where, draft });
    if (step === 'size') return readSizes({ actor, commands }, world, { ...where, draft });
    if (step === 'confirm' && draft.start === 'marketplace')
      return readQuota({ actor, commands }, world, { ...where, draft });
    return step === 'names' ? readNames({ actor, commands }, world, draft) : { ok: true, value: world };
  };
}

interface Asker {
  readonly actor: Actor;
  readonly commands: PrepareQueries;
}

interface Where {
  readonly subscriptionId: string;
  readonly region: string;
  readonly draft: PrepareDraft;
}

async function readMarket(
  { actor, commands }: Asker,
  world: PrepareWorld,
  where: Where,
): Promise<Result<PrepareWorld>> {
  const { subscriptionId, region, draft } = where;
  const market = await commands.searchMarketplace(actor, { subscriptionId, region, text: draft.search ?? '' });
  return market.ok ? { ok: true, value: { ...world, market: market.value } } : market;
}

async function readSizes({ actor, commands }: Asker, world: PrepareWorld, where: Where): Promise<Result<PrepareWorld>> {
  const { subscriptionId, region, draft } = where;
  const route = draft.route === 'gallery' ? 'gallery' : 'managed';
  const sizes = await commands.listSizes(actor, { subscriptionId, region, route });
  return sizes.ok ? { ok: true, value: { ...world, sizes: sizes.value } } : sizes;
}

/** Free cores are for information: where nobody says, the question is asked without. */
async function readQuota({ actor, commands }: Asker, world: PrepareWorld, where: Where): Promise<Result<PrepareWorld>> {
  const { subscriptionId, region, draft } = where;
  const quota = await commands.readQuota(actor, { subscriptionId, region, size: draft.size ?? '' });
  return { ok: true, value: { ...world, quota: quota.ok ? quota.value : null } };
}

/** Without a proposal people write the names themselves. */
async function readNames(
  { actor, commands }: Asker,
  world: PrepareWorld,
  draft: PrepareDraft,
): Promise<Result<PrepareWorld>> {
  const source = findSource(draft);
  const names = source ? await commands.proposeNames(actor, source) : undefined;
  return { ok: true, value: { ...world, names: names?.ok ? names.value : null } };
}
