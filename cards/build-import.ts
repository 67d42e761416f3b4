import type { BuildView, ImportAsk } from '../src/domain/build/views.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { bindFindings } from './findings.ts';
import { escapeText, plainText } from './format.ts';
import { quoteNames } from './image-row.ts';
import { actionsPart, boxPart, factsPart, sectionPart, textPart } from './parts.ts';
import { nameResource } from './resource-words.ts';
import { say } from './text/say.ts';
import { explain } from './words.ts';
import { explainImportError } from './words-import.ts';

/** From this many free places on, the unused images are of no concern. */
const ENOUGH_PLACES = 3;
const ROWS = 6;

/** What is asked before the import: name and version, places, whether Windows 365 sees it, and what nobody knows. */
export function bindImportAsk(view: BuildView, zone: string): readonly Json[] {
  const ask = view.importAsk;
  if (!ask) return [];
  const problem = ask.problem && ask.problem.code !== 'not-visible' ? [explain(ask.problem, zone)] : [];
  return [
    ...problem.map((line) => boxPart('attention', [say('build-import.refused'), escapeText(line, 600)])),
    // Its service principal needs to read the subscription (learn.microsoft.com/windows-365/enterprise/add-device-images).
    ...(ask.visible === false
      ? [boxPart('attention', [say('build-import.not-seen'), say('build-import.not-seen-next')])]
      : []),
    ...bindInputs(ask),
    factsPart([
      [say('build-import.image'), view.captured === null ? '' : nameResource(view.captured)],
      [say('build-import.places'), say('build-import.places-used', { used: ask.used, limit: ask.limit })],
      ['Windows 365', say(`build-import.seen-${ask.visible}`)],
    ]),
    ...bindUnused(ask),
    ...bindUnknown(ask),
  ];
}

function bindInputs({ name, version }: ImportAsk): readonly JsonObject[] {
  return [
    {
      type: 'Input.Text',
      id: 'name',
      label: say('build-import.name-label'),
      value: plainText(name, 200),
      maxLength: 200,
      isRequired: true,
      errorMessage: say('build-import.name-missing'),
      spacing: 'Medium',
    },
    {
      type: 'Input.Text',
      id: 'version',
      label: say('build-import.version-label'),
      value: plainText(version, 50),
      maxLength: 50,
      isRequired: true,
      errorMessage: say('build-import.version-missing'),
    },
  ];
}

/** Images that no policy names, with what deleting one would cost: only when places run out. */
function bindUnused({ unused, used, limit }: ImportAsk): readonly Json[] {
  if (unused.length === 0 || limit - used >= ENOUGH_PLACES) return [];
  const rows = unused.slice(0, ROWS).map(({ id, name, version, wayBackFor }) => {
    const title = plainText(say('build-import.delete', { name, version }), 80);
    const remove = executeButton(title, 'images.ask-delete', { imageId: id }, { ignoreInputs: true });
    const named = { name: escapeText(`${name} ${version}`, 160), cost: wordCost(wayBackFor) };
    return { type: 'Container', items: [textPart(say('build-import.row', named)), actionsPart([remove])] };
  });
  const rest = unused.length - rows.length;
  const more = rest > 0 ? [textPart(say('build-import.more-images', { n: rest }))] : [];
  return [sectionPart(say('build-import.makes-room'), [...rows, ...more])];
}

/** What would be lost with an image that no policy names. */
function wordCost(wayBackFor: readonly string[]): string {
  if (wayBackFor.length === 0) return say('build-import.nothing-lost');
  return say('build-import.way-back-lost', { names: quoteNames(wayBackFor) });
}

function bindUnknown({ unknown }: ImportAsk): readonly Json[] {
  if (unknown.length === 0) return [];
  const accept = {
    type: 'Input.Toggle',
    id: 'acceptUnknown',
    label: say('build-import.accept-label'),
    title: say('build-import.accept', { n: unknown.length }),
    valueOn: 'true',
    valueOff: 'false',
    value: 'false',
    wrap: true,
    separator: true,
    spacing: 'Medium',
  };
  return [sectionPart(say('build-import.unchecked', { n: unknown.length }), [...bindFindings(unknown), accept])];
}

/** The import itself: what was asked for, or why it failed. */
export function bindImport({ importing, captured }: BuildView): readonly Json[] {
  if (!importing) return [];
  const facts = factsPart([
    [say('build-import.name'), escapeText(importing.name, 200)],
    [say('build-import.version'), escapeText(importing.version, 50)],
    [say('build-import.image'), captured === null ? '' : nameResource(captured)],
  ]);
  if (importing.errorCode === null) return [facts];
  const { reason, fix } = explainImportError(importing.errorCode);
  return [
    boxPart(
      'attention',
      [reason, fix].map((line) => escapeText(line, 500)),
    ),
    facts,
  ];
}
