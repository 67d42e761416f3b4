import type { SandboxPerson } from '../directory.ts';
import { ENGINEERING_GROUP_ID, KIOSK_GROUP_ID, SALES_GROUP_ID } from '../ids.ts';
import type { Random } from '../random.ts';
import { createCloudPc, type CloudPc } from './cloud-pc.ts';
import { hirePersonaEndUser, type People } from './people.ts';
import type { PlaceKey } from './places.ts';
import type { Policy } from './policies.ts';
import type { Groups } from './groups.ts';

export type FleetPlan = {
  readonly cloudPcs: number;
  readonly policies: readonly Policy[];
  readonly people: People;
  readonly groups: Groups;
  /** An admin who also works on a Cloud PC. */
  readonly adminWithCloudPc: SandboxPerson;
  readonly random: Random;
  readonly now: number;
};

type Seat = {
  readonly policy: Policy;
  readonly groupId: string;
  readonly places: readonly PlaceKey[];
  readonly title: string;
};

/** Six in ten Cloud PCs are Engineering's, one in twenty-five is shared, the rest are Sales'. */
export function createFleet(plan: FleetPlan): CloudPc[] {
  const [engineering, sales, kiosk] = plan.policies;
  if (!engineering || !sales || !kiosk) throw new Error('the fleet needs three policies');
  const shared = plan.cloudPcs >= 10 ? Math.min(40, Math.max(1, Math.round(plan.cloudPcs * 0.04))) : 0;
  const engineers = Math.ceil((plan.cloudPcs - shared) * 0.6);
  const sellers = plan.cloudPcs - shared - engineers;
  const engineeringSeat: Seat = {
    policy: engineering,
    groupId: ENGINEERING_GROUP_ID,
    places: ['europe', 'europe', 'india', 'europe', 'europe', 'europe', 'india', 'europe', 'europe', 'india'],
    title: 'Engineer',
  };
  const salesSeat: Seat = {
    policy: sales,
    groupId: SALES_GROUP_ID,
    places: ['us-east', 'japan', 'us-west', 'europe', 'india'],
    title: 'Account Manager',
  };
  return [
    ...fillSeats(plan, engineeringSeat, engineers),
    ...fillSeats(plan, salesSeat, sellers),
    ...createSharedCloudPcs(plan, kiosk, shared),
  ];
}

/** Every twelfth Cloud PC is a second one of the person before. */
function fillSeats(plan: FleetPlan, seat: Seat, count: number): CloudPc[] {
  const fleet: CloudPc[] = [];
  let owner: SandboxPerson | undefined;
  for (let index = 0; index < count; index += 1) {
    if (!owner || index % 12 !== 11) owner = chooseOwner(plan, seat, index);
    plan.groups.join(seat.groupId, owner.id);
    fleet.push(
      createCloudPc(plan.random, { policy: seat.policy, personId: owner.id, ownerName: owner.name, now: plan.now }),
    );
  }
  return fleet;
}

function chooseOwner({ people, adminWithCloudPc }: FleetPlan, seat: Seat, index: number): SandboxPerson {
  const place = seat.places[index % seat.places.length] ?? 'europe';
  if (seat.groupId === ENGINEERING_GROUP_ID) {
    if (index === 0) return hirePersonaEndUser(people);
    // The apostrophe has to be doubled in an OData filter.
    if (index === 2) return people.hire({ place, title: seat.title, name: "Aoife O'Brien", temperament: 'ready' });
    if (index === 4) return adminWithCloudPc;
  }
  return people.hire({ place, title: seat.title });
}

function createSharedCloudPcs(plan: FleetPlan, policy: Policy, count: number): CloudPc[] {
  if (count > 0) {
    for (let index = 0; index < 3; index += 1) {
      const person = plan.people.hire({ place: 'europe', title: 'Shop Assistant' });
      plan.groups.join(KIOSK_GROUP_ID, person.id);
    }
  }
  return Array.from({ length: count }, (_, index) =>
    createCloudPc(plan.random, { policy, personId: null, ownerName: `Kiosk ${index + 1}`, now: plan.now }),
  );
}
