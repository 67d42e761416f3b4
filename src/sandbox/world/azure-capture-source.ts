import { findImageById } from './azure-images.ts';
import { checkNotHeld } from './azure-machines.ts';
import { ArmProblem, invalid, notAllowed, notFound } from './azure-problem.ts';
import type { GalleryDefinition, Generation, Machine } from './azure-resources.ts';
import type { WindowsGuest } from './windows-guest.ts';
import type { World } from './world.ts';

/** What an image is made of. The Windows in it is a copy, taken when the order came in. */
export type CaptureSource = {
  readonly id: string;
  readonly machine: Machine | undefined;
  readonly generation: Generation;
  readonly diskGb: number;
  readonly dataDisks: number;
  readonly guest: WindowsGuest | null;
};

/** Azure makes managed images of Standard machines that were marked generalized, and of no others. */
export function readManagedSource(world: World, machineId: string): CaptureSource {
  const machine = world.azure.expect('machine', machineId);
  checkNotHeld(machine);
  if (machine.securityType === 'TrustedLaunch') {
    throw notAllowed(`Managed images cannot be made of VM '${machine.name}': its security type is TrustedLaunch.`);
  }
  checkOff(machine);
  if (!machine.generalized) {
    throw notAllowed(`The operation 'Create Image' requires the Virtual Machine '${machine.name}' to be Generalized.`);
  }
  return readMachine(world, machine);
}

export function readVersionSource(world: World, sourceId: string, definition: GalleryDefinition): CaptureSource {
  const machine = world.azure.find('machine', sourceId);
  const source = machine ? readMachineForGallery(world, machine, definition) : readImage(world, sourceId, definition);
  if (source.generation !== definition.generation) {
    throw invalid(`The source is of generation ${source.generation}, the definition of ${definition.generation}.`);
  }
  return source;
}

function readMachineForGallery(world: World, machine: Machine, definition: GalleryDefinition): CaptureSource {
  checkNotHeld(machine);
  checkOff(machine);
  const osState = machine.generalized ? 'Generalized' : 'Specialized';
  checkOsState(osState, definition);
  const wantsGuestState = definition.securityType === 'TrustedLaunch';
  if (wantsGuestState !== (machine.securityType === 'TrustedLaunch')) {
    throw invalid(
      `VM '${machine.name}' has the security type '${machine.securityType}'; the image definition takes '${definition.securityType}'.`,
    );
  }
  return readMachine(world, machine);
}

function readImage(world: World, id: string, definition: GalleryDefinition): CaptureSource {
  const image = findImageById(world, id);
  if (!image) throw notFound(id.replace(/^.*\/providers\//i, ''));
  if (image.state !== 'Succeeded') throw notAllowed(`The image '${image.name}' is in state ${image.state}.`);
  checkOsState(image.osState, definition);
  const { generation, diskGb, dataDisks, guest } = image;
  return { id: image.id, machine: undefined, generation, diskGb, dataDisks, guest: structuredClone(guest) };
}

function checkOsState(osState: string, definition: GalleryDefinition): void {
  if (osState === definition.osState) return;
  const message = `The source has a different OS state ['${osState}'] than the gallery image ['${definition.osState}'].`;
  throw new ArmProblem(400, 'BadRequest', message);
}

function checkOff(machine: Machine): void {
  if (machine.power === 'stopped' || machine.power === 'deallocated') return;
  throw notAllowed(`VM '${machine.name}' is ${machine.power}: it must be stopped before an image is made of it.`);
}

function readMachine({ azure }: World, machine: Machine): CaptureSource {
  const disk = azure.expect('disk', machine.osDiskId);
  return {
    id: machine.id,
    machine,
    generation: machine.generation,
    diskGb: disk.sizeGb,
    dataDisks: machine.dataDiskIds.length,
    guest: structuredClone(disk.guest),
  };
}
