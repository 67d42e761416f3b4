import type { SandboxClock } from '../clock.ts';
import type { Directory } from '../directory.ts';
import {
  ADMIN_GROUP_ID,
  APPROVER_GROUP_ID,
  DEPUTY_GROUP_ID,
  ENGINEERING_GROUP_ID,
  KIOSK_GROUP_ID,
  SALES_GROUP_ID,
} from '../ids.ts';
import { createRandom, type Random } from '../random.ts';
import { createAgenda, type Agenda } from './agenda.ts';
import { createAudit, type Audit } from './audit.ts';
import type { Azure } from './azure.ts';
import { stockAzure } from './azure-stock.ts';
import type { CloudPc } from './cloud-pc.ts';
import { createCopySide, type CopySide } from './copies.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFleet } from './fleet.ts';
import { createGroups, type Groups } from './groups.ts';
import type { AzureAccess } from './image-upload-check.ts';
import { createDeviceImages, createGalleryImages, type DeviceImage, type GalleryImage } from './images.ts';
import { createOwners, type Owners } from './owners.ts';
import { createPeople, hireStaff, placeDeputy } from './people.ts';
import type { Languages, People } from './people.ts';
import { createPolicies, type Policy } from './policies.ts';
import { createProofSide, type ProofSide } from './proof-state.ts';
import { createSourceImages, type SourceImage } from './source-images.ts';
import type { RefusedWipe, WipeRecord } from './wipes.ts';

/** Everything that is so in the tenant. Only the world's own modules change it. */
export type World = {
  readonly seed: number;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly people: People;
  readonly directory: Directory;
  readonly groups: Groups;
  /** In order of assignment. */
  readonly policies: Policy[];
  readonly deviceImages: DeviceImage[];
  readonly galleryImages: readonly GalleryImage[];
  /** Managed images that the tenant begins with; `azure` holds what stands there now. */
  readonly sourceImages: readonly SourceImage[];
  /** Machines, disks, images and what else stands in the subscription. */
  readonly azure: Azure;
  /** What Windows 365 itself may do there. */
  readonly azureAccess: AzureAccess;
  /** In order of creation; only ever grows, so that pages are stable. */
  readonly cloudPcs: CloudPc[];
  readonly cloudPcById: Map<string, CloudPc>;
  /** What Graph lets Repave do with its own app in Teams; tests change it. */
  readonly appAccess: AppAccess;
  /** Who somebody reports to, by person; tests change it. */
  readonly managers: Map<string, string>;
  readonly owners: Owners;
  /** Cloud PCs being rebuilt now. */
  readonly rebuilding: Set<string>;
  readonly agenda: Agenda;
  readonly faults: Faults;
  /** What is on the Cloud PCs, and the scripts that look. */
  readonly proofs: ProofSide;
  /** Activities of people in Teams, where a story says one. */
  readonly presences: Map<string, string>;
  /** Cloud PCs of which no report tells who is signed in. */
  readonly hiddenSessions: Set<string>;
  /** Storage accounts, exported disks, and every order for a restore point. */
  readonly copies: CopySide;
  readonly wipes: WipeRecord[];
  readonly refusedWipes: RefusedWipe[];
  readonly audit: Audit;
};

export type AppAccess = {
  /** Whether the permission to install itself was granted. */
  mayInstall: boolean;
  /** Whether Teams tells the bot of an installation by Graph. */
  announces: boolean;
  /** Whom a policy forbids the app. */
  readonly blockedFor: Set<string>;
};

export type WorldOptions = {
  readonly clock: SandboxClock;
  readonly seed?: number;
  /** 1 to 50,000. */
  readonly cloudPcs?: number;
  readonly faults?: Faults;
  readonly languages?: Languages;
};

export function createWorld(options: WorldOptions): World {
  const { clock, seed = 1, cloudPcs = 40, faults = createFaults({ seed }), languages = 'english' } = options;
  const random = createRandom(`world ${seed}`);
  const now = clock.now();
  const sourceImages = createSourceImages();
  const people = createPeople(seed, languages);
  const groups = createGroups(GROUPS);
  const { admins, approvers } = hireStaff(people);
  for (const { id } of admins) groups.join(ADMIN_GROUP_ID, id);
  for (const { id } of approvers) groups.join(APPROVER_GROUP_ID, id);
  groups.join(DEPUTY_GROUP_ID, placeDeputy(people).id);
  const policies = createPolicies(now);
  const adminWithCloudPc = admins[1];
  const director = approvers.at(-1);
  if (!adminWithCloudPc || !director) throw new Error('the tenant needs a second admin and an approver');
  const fleet = createFleet({ cloudPcs, policies, people, groups, adminWithCloudPc, random, now });
  const agenda = createAgenda();
  return {
    seed,
    clock,
    random,
    people,
    directory: people.directory,
    groups,
    policies,
    deviceImages: createDeviceImages(now),
    galleryImages: createGalleryImages(),
    sourceImages,
    azure: stockAzure({ seed, now, images: sourceImages }),
    azureAccess: { windows365CanRead: true },
    cloudPcs: fleet,
    cloudPcById: new Map(fleet.map((cloudPc) => [cloudPc.id, cloudPc])),
    appAccess: { mayInstall: true, announces: true, blockedFor: new Set() },
    managers: nameManager(fleet, director.id),
    owners: createOwners(fleet),
    rebuilding: new Set(),
    agenda,
    presences: new Map(),
    hiddenSessions: new Set(),
    proofs: createProofSide({ seed, agenda, cloudPcs: fleet, now: () => clock.now() }),
    faults,
    copies: createCopySide(),
    wipes: [],
    refusedWipes: [],
    audit: createAudit(),
  };
}

/** Everybody with a Cloud PC reports to one person. */
function nameManager(fleet: readonly CloudPc[], managerId: string): Map<string, string> {
  const owners = fleet.flatMap(({ personId }) => (personId === null || personId === managerId ? [] : [personId]));
  return new Map(owners.map((id) => [id, managerId]));
}

const GROUPS = [
  { id: ADMIN_GROUP_ID, displayName: 'Repave Admins' },
  { id: APPROVER_GROUP_ID, displayName: 'Repave Approvers' },
  { id: DEPUTY_GROUP_ID, displayName: 'Repave Deputies' },
  { id: ENGINEERING_GROUP_ID, displayName: 'Cloud PC – Engineering Europe' },
  { id: SALES_GROUP_ID, displayName: 'Cloud PC – Sales Global' },
  { id: KIOSK_GROUP_ID, displayName: 'Cloud PC – Kiosk' },
];

/** The policy that would build the person's Cloud PC now: the first assigned one that has them in a group. */
export function findPolicyFor(world: World, cloudPc: CloudPc): Policy | undefined {
  const { personId } = cloudPc;
  if (personId === null) return world.policies.find(({ id }) => id === cloudPc.policyId);
  return world.policies.find(({ groupIds }) => groupIds.some((groupId) => world.groups.has(groupId, personId)));
}

/** A refused change, in the terms Graph would answer with. */
export type Problem = { readonly status: number; readonly code: string; readonly message: string };
