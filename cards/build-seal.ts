import type { BuildView, SealAsk } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { escapeText } from './format.ts';
import { boxPart, sectionPart, textPart } from './parts.ts';
import { wordCapture } from './resource-words.ts';
import { say } from './text/say.ts';

/** The one confirmation before a seal: what becomes unusable, what stays, where the image will stand, what nobody knows. */
export function bindSealAsk(view: BuildView): readonly Json[] {
  const ask = view.sealAsk;
  if (!ask) return [];
  return [
    // Azure copies a running disk as it is at that instant (learn.microsoft.com, snapshots of virtual hard disks).
    ...(ask.runsWhileCopied
      ? [boxPart('warning', [say('build-machine.running-title'), say('build-machine.running-lead')])]
      : []),
    sectionPart(say('build-machine.unusable-title'), [
      textPart(say('build-machine.unusable', { copy: escapeText(ask.copy, 60) }), NEAR),
    ]),
    sectionPart(say('build-machine.stays-title'), [textPart(wordStays(ask), NEAR)]),
    sectionPart(say('build-machine.where-title'), [
      textPart(
        say('build-machine.where', { place: wordCapture(view.request) || escapeText(ask.captureName, 160) }),
        NEAR,
      ),
    ]),
    ...(ask.unknown === 0
      ? []
      : [
          sectionPart(say('build-machine.not-known-title'), [
            textPart(say('build-machine.not-known', { n: ask.unknown }), NEAR),
          ]),
        ]),
  ];
}

const NEAR = { spacing: 'None' } as const;

function wordStays({ stays, ownsMachine, keepMachine }: SealAsk): string {
  const name = escapeText(stays, 80);
  if (!ownsMachine) return say('build-machine.stays-own', { name });
  return say(keepMachine ? 'build-machine.stays-kept' : 'build-machine.stays-deleted', { name });
}
