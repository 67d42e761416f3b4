import type { Workshop } from '../workflow/ports-images.ts';
import { createArmCalls } from './arm-calls.ts';
import type { ArmCallsOptions } from './arm-calls.ts';
import { createArmCaptures } from './arm-captures.ts';
import { createArmDisks } from './arm-disks.ts';
import { createArmGuest } from './arm-guest.ts';
import { createArmMachines } from './arm-machines.ts';
import { createArmMarket } from './arm-market.ts';
import { createArmAddresses } from './arm-network.ts';
import { createArmPlaces } from './arm-places.ts';
import { createArmResources } from './arm-resources.ts';
import { createArmSource } from './arm-source.ts';
import { createArmTagged } from './arm-tagged.ts';

/** Azure Resource Manager as the place where images are made. Orders are sent once and never waited for; looks are single GETs. */
export function createArmWorkshop(options: ArmCallsOptions): Workshop {
  const calls = createArmCalls(options);
  const resources = createArmResources(calls);
  return {
    ...resources,
    ...createArmPlaces(calls),
    ...createArmMarket(calls),
    ...createArmSource(calls),
    ...createArmCaptures(calls, resources.look),
    ...createArmAddresses(calls),
    ...createArmTagged(calls),
    ...createArmMachines(calls),
    ...createArmDisks(calls),
    ...createArmGuest(calls),
  };
}
