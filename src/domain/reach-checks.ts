import { checkProbe } from './checks.ts';
import type { Check } from './checks.ts';
import type { Probe } from './world.ts';

/**
 * Whether people without the app can be given it. A no stops no plan: they are not told then, and so not touched; it is a warning that
 * names what to mend. `probes` is null where no setting asks for it.
 */
export function checkInstalls(probes: readonly Probe[] | null): readonly Check[] {
  return (probes ?? []).map((probe) => checkProbe({ ...probe, warnCode: 'installs-refused' }));
}
