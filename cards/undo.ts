import type { UndoView } from '../src/domain/view-undo.ts';
import { submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, formatMoment, plainText } from './format.ts';
import { bindFrame } from './frame.ts';
import { boxPart, sectionPart, textPart } from './parts.ts';
import { say } from './text/say.ts';

interface Options {
  readonly zone: string;
}

/** The way back for one person: what is there, until when, and what nobody promises. It does nothing by itself. */
export function bindUndo(view: UndoView, options: Options): JsonObject {
  const name = escapeText(view.personName, 80);
  const small = say('copies.undo-small');
  return bindFrame({
    eyebrow: say('copies.undo-eyebrow', { title: escapeText(view.title) }),
    title: say('copies.undo-title', { person: name }),
    lead: wordLead(view, options),
    parts: view.wipedAt ? partsOf(view, options) : copyParts(view, options),
    small,
    actions: buttonsOf(view),
  });
}

function wordLead(view: UndoView, { zone }: Options): string {
  const cloudPc = escapeText(view.cloudPcNameNow, 60);
  if (!view.wipedAt) return say('copies.undo-not-wiped', { cloudPc });
  const date = formatMoment(view.wipedAt, zone);
  return say('copies.undo-wiped', { cloudPc, image: escapeText(view.imageAfter, 80), date });
}

function partsOf(view: UndoView, options: Options): readonly JsonObject[] {
  return [
    section(say('copies.undo-onedrive'), [say('copies.undo-onedrive-signin'), say('copies.undo-onedrive-older')]),
    ...copyParts(view, options),
    section(say('copies.undo-settings'), [say('copies.undo-settings-text')]),
    section(say('copies.undo-gone'), [wordGone(view)]),
    section(say('copies.undo-image'), wordImage(view)),
  ];
}

/** What no document promises stands in a box, right where somebody might count on it. */
function copyParts(view: UndoView, options: Options): readonly JsonObject[] {
  const { copy } = view;
  const heading = say('copies.undo-point');
  if (!copy) return [section(heading, [say(view.copyAsked ? 'copies.undo-copy-not-yet' : 'copies.undo-copy-none')])];
  if (copy.state !== 'ready' || !copy.createdAt) return [section(heading, [say('copies.undo-copy-not-yet')])];
  const made = say('copies.undo-point-made', {
    cloudPc: escapeText(view.cloudPcName, 60),
    created: formatMoment(copy.createdAt, options.zone),
  });
  const point = section(heading, [made, wordUntil(copy, options), say('copies.undo-point-loses')]);
  const warning = view.wipedAt && !copy.isExpired ? [boxPart('warning', [say('copies.undo-point-unknown')])] : [];
  return [point, ...warning, ...exportParts(view)];
}

function wordUntil({ expiresAt, isExpired }: NonNullable<UndoView['copy']>, { zone }: Options): string {
  if (!expiresAt) return say('copies.undo-point-until-unknown');
  const expires = formatMoment(expiresAt, zone);
  return say(isExpired ? 'copies.undo-point-expired' : 'copies.undo-point-until', { expires });
}

function exportParts({ copy }: UndoView): readonly JsonObject[] {
  if (copy?.kind !== 'export') return [];
  const where = say('copies.undo-export-where', { account: escapeText(copy.account, 80) });
  return [
    section(say('copies.undo-export'), [where, say('copies.undo-export-stays'), say('copies.undo-export-import')]),
  ];
}

function wordGone({ outsideFiles }: UndoView): string {
  return outsideFiles === null
    ? say('copies.undo-gone-unknown')
    : say('copies.undo-gone-files', { files: outsideFiles });
}

function wordImage({ imageBefore, rollback }: UndoView): readonly string[] {
  if (rollback === 'no') return [say('copies.undo-image-no')];
  const text = say('copies.undo-image-text', { image: escapeText(imageBefore, 80) });
  return rollback === 'unknown' ? [say('copies.undo-image-unknown'), text] : [text];
}

function section(heading: string, lines: readonly string[]): JsonObject {
  return sectionPart(
    heading,
    lines.map((line) => textPart(line, { spacing: 'Small' })),
  );
}

function buttonsOf({ rolloutId, mayRollBack }: UndoView): readonly JsonObject[] {
  const report = submitButton(plainText(say('copies.undo-report'), 80), 'command.say', {
    text: `report #${rolloutId}`,
  });
  if (!mayRollBack) return [report];
  const text = `roll back computers #${rolloutId}`;
  return [report, submitButton(plainText(say('copies.undo-roll-back'), 80), 'command.say', { text })];
}
