import { createStories, type Stories } from './world/stories.ts';
import { addOddities } from './world/oddities.ts';
import { createWorld, type World, type WorldOptions } from './world/world.ts';

export { createFaults, parseFaultRates, type FaultRates, type Faults } from './world/faults.ts';
export type { CloudPc } from './world/cloud-pc.ts';
export type { Policy } from './world/policies.ts';
export type { DeviceImage } from './world/images.ts';
export type { RefusedWipe, WipeRecord } from './world/wipes.ts';

/** A make-believe Microsoft 365 tenant with Windows 365, without any wire: the servers and stories use it. */
export type Tenant = World &
  Stories & {
    /** Settles everything that is due by the clock; returns how much that was. */
    readonly step: () => number;
    /** When the next thing will happen by itself; undefined when nothing will. */
    readonly nextEventAt: () => number | undefined;
  };

/** The same seed and start time give the same people, Cloud PCs, durations and outcomes. */
export function createTenant(options: WorldOptions): Tenant {
  const world = createWorld(options);
  addOddities(world);
  return {
    ...world,
    ...createStories(world),
    step: () => world.agenda.runDue(world.clock.now()),
    nextEventAt: () => world.agenda.nextAt(),
  };
}
