import type { MarketReference, NewMachine } from './azure-machine-order.ts';
import { findMarketImage, findMarketVersion, type MarketImage } from './market.ts';
import { findImageById } from './azure-images.ts';
import { ArmProblem, invalid, notAllowed, notFound } from './azure-problem.ts';
import type { ArmFailure, Disk, Generation, SecurityType } from './azure-resources.ts';
import { createWindowsGuest, isGeneralized, type WindowsGuest } from './windows-guest.ts';
import type { World } from './world.ts';

/** What the machine will boot from, before anything is made. */
export type Boot = {
  readonly generation: Generation;
  /** Whether a Trusted Launch machine may be made of it. */
  readonly trustedLaunch: boolean;
  readonly diskGb: number;
  readonly guest: WindowsGuest | null;
  /** The disk itself, when the machine is made from one. */
  readonly disk: Disk | undefined;
  /** Security type that the source forces on the machine; undefined when it takes any. */
  readonly bound: SecurityType | undefined;
  /** Set when the Windows in it will not come up. */
  readonly bootFailure: ArmFailure | undefined;
};

export function findBoot(world: World, wanted: NewMachine): Boot {
  const { source } = wanted;
  if (source.kind === 'marketplace') return bootFromMarket(world, wanted, source.reference);
  return source.kind === 'image' ? bootFromImage(world, wanted, source.id) : bootFromDisk(world, source.id);
}

function bootFromMarket({ azure }: World, { name, osProfile }: NewMachine, reference: MarketReference): Boot {
  const image = expectMarketImage(reference);
  const computerName = osProfile?.computerName ?? name;
  const guest = createWindowsGuest({ ...reference, random: azure.random, computerName });
  return { ...UNBOUND, generation: image.generation, trustedLaunch: image.trustedLaunch, diskGb: 127, guest };
}

const UNBOUND = { disk: undefined, bound: undefined, bootFailure: undefined, trustedLaunch: true };

function expectMarketImage(reference: MarketReference): MarketImage {
  const image = findMarketImage(reference);
  const version = findMarketVersion(reference);
  const words = Object.values(reference).join(':');
  if (!image || !version) throw new ArmProblem(404, 'PlatformImageNotFound', `The image '${words}' was not found.`);
  if (version.state === 'Deprecated') {
    throw new ArmProblem(400, 'ImageVersionDeprecated', `The image '${words}' is deprecated.`);
  }
  if (image.plan) {
    throw new ArmProblem(400, 'VMMarketplaceInvalidInput', `A machine of '${words}' needs the plan of its offer.`);
  }
  return image;
}

function bootFromImage(world: World, { name, osProfile }: NewMachine, id: string): Boot {
  const image = findImageById(world, id);
  if (!image) throw notFound(id.replace(/^.*\/providers\//i, ''));
  if (image.state !== 'Succeeded') throw notAllowed(`The image ${image.name} is in state ${image.state}.`);
  const computerName = osProfile?.computerName ?? name;
  const isSealed = image.guest === null || isGeneralized(image.guest);
  const guest = image.guest ? wakeClone(image.guest, computerName) : newGuest(world, computerName);
  const bound = image.kind === 'gallery' && image.securityType === 'TrustedLaunch' ? 'TrustedLaunch' : undefined;
  return {
    ...UNBOUND,
    generation: image.generation,
    diskGb: image.diskGb,
    guest,
    bound,
    bootFailure: isSealed ? undefined : NEVER_CAME_UP,
  };
}

function newGuest({ azure }: World, computerName: string): WindowsGuest {
  return createWindowsGuest({
    offer: 'windows-ent-cpc',
    sku: 'win11-25h2-ent-cpc',
    random: azure.random,
    computerName,
  });
}

function wakeClone(sealed: WindowsGuest, computerName: string): WindowsGuest {
  return { ...structuredClone(sealed), computerName, imageState: 'IMAGE_STATE_COMPLETE' };
}

const NEVER_CAME_UP = {
  code: 'OSProvisioningTimedOut',
  message: 'The operating system did not finish its first start in the time allotted; was the image sealed?',
};

function bootFromDisk({ azure }: World, id: string): Boot {
  const disk = azure.expect('disk', id);
  if (disk.state !== 'Succeeded') throw notAllowed(`The disk ${disk.name} is in state ${disk.state}.`);
  if (disk.attachedTo !== null) throw notAllowed(`The disk ${disk.name} is attached to ${disk.attachedTo}.`);
  if (!disk.hasSystem) throw invalid(`The disk ${disk.name} holds no operating system.`);
  const { generation, sizeGb: diskGb, guest, securityType: bound } = disk;
  return { ...UNBOUND, generation, diskGb, guest, disk, bound };
}

/** What was asked for, or what Azure puts in when nothing was: Trusted Launch wherever the generation allows it. */
export function settleSecurity(
  { securityType, hasUefiSettings }: NewMachine,
  { generation, bound, trustedLaunch }: Boot,
): SecurityType {
  const isAble = generation === 'V2' && trustedLaunch;
  const settled = securityType ?? bound ?? (isAble ? 'TrustedLaunch' : 'Standard');
  if (settled === 'Standard' && hasUefiSettings) {
    throw invalid("UEFI settings do not go with the security type 'Standard'.");
  }
  if (settled === 'TrustedLaunch' && !isAble) {
    throw new ArmProblem(400, 'BadRequest', "The security type 'TrustedLaunch' is not supported by this image.");
  }
  if (bound !== undefined && bound !== settled) {
    throw invalid(
      `The security type '${settled}' does not go with a source of '${bound}' (securityProfile.securityType).`,
    );
  }
  return settled;
}
