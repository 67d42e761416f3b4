import type { BuildView, SealAsk } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { countOf, escapeText } from './format.ts';
import { boxPart, sectionPart, textPart } from './parts.ts';
import { wordCapture } from './resource-words.ts';

/** The one confirmation before a seal: what becomes unusable, what stays, where the image will stand, what nobody knows. */
export function bindSealAsk(view: BuildView): readonly Json[] {
  const ask = view.sealAsk;
  if (!ask) return [];
  return [
    ...(ask.runsWhileCopied ? [boxPart('warning', RUNNING)] : []),
    sectionPart('What becomes unusable', [
      textPart(`Only the copy, ${escapeText(ask.copy, 60)}. It is made now and deleted when the image stands.`, NEAR),
    ]),
    sectionPart('What stays', [textPart(wordStays(ask), NEAR)]),
    sectionPart('Where the image will stand', [
      textPart(`As ${wordCapture(view.request) || escapeText(ask.captureName, 160)}.`, NEAR),
    ]),
    ...(ask.unknown === 0 ? [] : [sectionPart('What is not known', [textPart(wordUnknown(ask.unknown), NEAR)])]),
  ];
}

const NEAR = { spacing: 'None' } as const;

/** Azure copies a running disk as it is at that instant (learn.microsoft.com, snapshots of virtual hard disks). */
const RUNNING = [
  'The machine is running',
  'A copy of a running disk is like the disk after a power cut. Save and close everything, or better: shut it down first, then come back here.',
];

function wordStays({ stays, ownsMachine, keepMachine }: SealAsk): string {
  const machine = `The machine **${escapeText(stays, 80)}**, as you left it.`;
  if (!ownsMachine) return `${machine} Repave does not switch it off and changes nothing on it.`;
  const later = keepMachine ? 'kept, switched off' : 'deleted';
  return `${machine} It is switched off for the copy. If sysprep fails you can go on there; once the image is ready it is ${later}.`;
}

function wordUnknown(count: number): string {
  return `${countOf(count, 'rule')} could not be checked. You are asked about ${count === 1 ? 'it' : 'them'} again before the import.`;
}
