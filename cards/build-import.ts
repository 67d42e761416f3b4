import type { BuildView, ImportAsk } from '../src/domain/build/views.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { bindFindings } from './findings.ts';
import { countOf, escapeText, formatNumber, plainText } from './format.ts';
import { quoteNames } from './image-row.ts';
import { actionsPart, boxPart, factsPart, sectionPart, textPart } from './parts.ts';
import { nameResource } from './resource-words.ts';
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
    ...problem.map((line) => boxPart('attention', ['✕ The import would be refused', escapeText(line, 600)])),
    ...(ask.visible === false ? [boxPart('attention', NOT_SEEN)] : []),
    ...bindInputs(ask),
    factsPart([
      ['Image', view.captured === null ? '' : nameResource(view.captured)],
      ['Places', `${formatNumber(ask.used)} of ${formatNumber(ask.limit)} used`],
      ['Windows 365', SEEN[String(ask.visible)] ?? ''],
    ]),
    ...bindUnused(ask),
    ...bindUnknown(ask),
  ];
}

const SEEN: Readonly<Record<string, string>> = {
  true: '✓ sees the image',
  false: '✕ does not see the image',
  null: '? not known whether it sees the image',
};

/** Its service principal needs to read the subscription (learn.microsoft.com/windows-365/enterprise/add-device-images). */
const NOT_SEEN = [
  '✕ Windows 365 does not see the image',
  'In the Azure portal, open the subscription of the image, then Access control (IAM), and give the application “Windows 365” the role Reader. An owner of the subscription can do that. Then press “Refresh”.',
];

function bindInputs({ name, version }: ImportAsk): readonly JsonObject[] {
  return [
    {
      type: 'Input.Text',
      id: 'name',
      label: 'Name in Windows 365',
      value: plainText(name, 200),
      maxLength: 200,
      isRequired: true,
      errorMessage: 'Please give the image a name.',
      spacing: 'Medium',
    },
    {
      type: 'Input.Text',
      id: 'version',
      label: 'Version: three numbers, like 1.0.3',
      value: plainText(version, 50),
      maxLength: 50,
      isRequired: true,
      errorMessage: 'Please give a version.',
    },
  ];
}

/** Images that no policy names, with what deleting one would cost: only when places run out. */
function bindUnused({ unused, used, limit }: ImportAsk): readonly Json[] {
  if (unused.length === 0 || limit - used >= ENOUGH_PLACES) return [];
  const rows = unused.slice(0, ROWS).map(({ id, name, version, wayBackFor }) => {
    const title = plainText(`Delete ${name} ${version}…`, 80);
    const remove = executeButton(title, 'images.ask-delete', { imageId: id }, { ignoreInputs: true });
    return {
      type: 'Container',
      items: [textPart(`**${escapeText(`${name} ${version}`, 160)}**: ${wordCost(wayBackFor)}`), actionsPart([remove])],
    };
  });
  const rest = unused.length - rows.length;
  const more = rest > 0 ? [textPart(`And ${formatNumber(rest)} more: type “images” to see all.`)] : [];
  return [sectionPart('No policy uses these; deleting one makes room', [...rows, ...more])];
}

/** What would be lost with an image that no policy names. */
function wordCost(wayBackFor: readonly string[]): string {
  if (wayBackFor.length === 0) return 'nothing would be lost.';
  return `it is the way back for ${quoteNames(wayBackFor)}, which would be lost.`;
}

function bindUnknown({ unknown }: ImportAsk): readonly Json[] {
  if (unknown.length === 0) return [];
  const accept = {
    type: 'Input.Toggle',
    id: 'acceptUnknown',
    label: 'Import all the same?',
    title: `I accept that ${countOf(unknown.length, 'rule is', 'rules are')} not known. Windows 365 may refuse the image.`,
    valueOn: 'true',
    valueOff: 'false',
    value: 'false',
    wrap: true,
    separator: true,
    spacing: 'Medium',
  };
  return [sectionPart(`${countOf(unknown.length, 'rule')} could not be checked`, [...bindFindings(unknown), accept])];
}

/** The import itself: what was asked for, or why it failed. */
export function bindImport({ importing, captured }: BuildView): readonly Json[] {
  if (!importing) return [];
  const facts = factsPart([
    ['Name', escapeText(importing.name, 200)],
    ['Version', escapeText(importing.version, 50)],
    ['Image', captured === null ? '' : nameResource(captured)],
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
