import type { MarketReference, NewMachine } from './azure-machine-order.ts';
import { findImageById } from './azure-images.ts';
import { ArmProblem, invalid, notAllowed, notFound } from './azure-problem.ts';
import type { ArmFailure, Disk, Generation, SecurityType } from './azure-resources.ts';
import { createWindowsGuest, isGeneralized, type WindowsGuest } from './windows-guest.ts';
import type { World } from './world.ts';

/** What the machine will boot from, before anything is made. */
export type Boot = {
  readonly generation: Generation;
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
  const { offer, sku } = reference;
  const computerName = osProfile?.computerName ?? name;
  const guest = createWindowsGuest({ offer, sku, random: azure.random, computerName });
  return { generation: readGeneration(reference), diskGb: 127, guest, ...UNBOUND };
}

const UNBOUND = { disk: undefined, bound: undefined, bootFailure: undefined };

/** The suffix marks the second generation on Windows 10; every Windows 11 image is of it (facts on Marketplace references). */
function readGeneration({ offer, sku }: MarketReference): Generation {
  return /^windows-10$/i.test(offer) && !/-g2$/i.test(sku) ? 'V1' : 'V2';
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
    generation: image.generation,
    diskGb: image.diskGb,
    guest,
    disk: undefined,
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
  return { generation, diskGb, guest, disk, bound, bootFailure: undefined };
}

/** What was asked for, or what Azure puts in when nothing was: Trusted Launch wherever the generation allows it. */
export function settleSecurity(
  { securityType, hasUefiSettings }: NewMachine,
  { generation, bound }: Boot,
): SecurityType {
  const settled = securityType ?? bound ?? (generation === 'V2' ? 'TrustedLaunch' : 'Standard');
  if (settled === 'Standard' && hasUefiSettings) {
    throw invalid("UEFI settings do not go with the security type 'Standard'.");
  }
  if (settled === 'TrustedLaunch' && generation === 'V1') {
    throw new ArmProblem(400, 'BadRequest', "The security type 'TrustedLaunch' needs an image of generation 2.");
  }
  if (bound !== undefined && bound !== settled) {
    throw invalid(
      `The security type '${settled}' does not go with a source of '${bound}' (securityProfile.securityType).`,
    );
  }
  return settled;
}
