// The house as data. A rule that is in the way is changed here, in the open, with its reason.

/** A part of the house. The first pattern that fits a path names its part. */
export interface Part {
  readonly name: string;
  readonly path: RegExp;
  /** Parts whose values may be imported. */
  readonly uses: readonly string[];
  /** Parts of which only types may be imported, with `import type`. */
  readonly knowsTypesOf?: readonly string[];
  /** When present: the only packages that may be imported, node: modules included. */
  readonly onlyPackages?: readonly string[];
  /** Files of this part do something when they are imported. */
  readonly isEntry?: true;
}

const everything = [
  'entry',
  'settings',
  'secret',
  'domain',
  'asking',
  'workflow api',
  'workflow',
  'adapters',
  'teams adapters',
];
const doors = ['bot', 'dialogs', 'cards', 'sandbox', 'app package'];

export const parts: readonly Part[] = [
  {
    name: 'entry',
    path: /^src\/((app|main|sandbox|demo|cli)\.ts|(app|demo|cli)\/)/,
    uses: [...everything, ...doors],
    isEntry: true,
  },
  { name: 'settings', path: /^src\/(config\.ts|settings\/)/, uses: ['settings', 'secret'] },
  { name: 'secret', path: /^src\/secret\.ts$/, uses: [], onlyPackages: ['node:util'] },
  // What people's words mean: the one part of the domain that those who ask may call. It rules nothing.
  {
    name: 'asking',
    path: /^src\/domain\/(draft|draft-fields|draft-options|prepare-draft|prepare-fields|duration|calendar-words|recognise|command-phrases)\.ts$/,
    uses: ['domain', 'asking'],
    onlyPackages: [],
  },
  { name: 'domain', path: /^src\/domain\//, uses: ['domain'], onlyPackages: ['luxon', 'node:crypto'] },
  {
    name: 'workflow api',
    path: /^src\/workflow\/(commands|ports|failure|views|queries)/,
    uses: ['domain', 'workflow api', 'workflow'],
    onlyPackages: ['zod', 'node:crypto'],
  },
  {
    name: 'workflow',
    path: /^src\/workflow\//,
    uses: ['domain', 'workflow api', 'workflow'],
    onlyPackages: ['zod', 'node:crypto'],
  },
  // The messenger turns a notice into a card, so it alone of the adapters knows cards.
  {
    name: 'teams adapters',
    path: /^src\/adapters\/teams-/,
    uses: ['domain', 'workflow api', 'adapters', 'teams adapters', 'cards', 'secret'],
    knowsTypesOf: ['settings'],
  },
  {
    name: 'adapters',
    path: /^src\/adapters\//,
    uses: ['domain', 'workflow api', 'adapters', 'secret'],
    knowsTypesOf: ['settings'],
  },
  // Buttons say commands, so cards know their names; what people's words mean is not theirs to say.
  { name: 'cards', path: /^cards\//, uses: ['domain', 'cards'], knowsTypesOf: ['asking'] },
  // Dialogs ask and the bot shows; neither rules. So they know what the domain's data looks like, not what it decides.
  {
    name: 'dialogs',
    path: /^dialogs\//,
    uses: ['workflow api', 'cards', 'dialogs', 'asking'],
    knowsTypesOf: ['domain'],
  },
  {
    name: 'bot',
    path: /^src\/bot\//,
    uses: ['workflow api', 'cards', 'dialogs', 'bot', 'asking', 'secret'],
    knowsTypesOf: ['domain', 'settings'],
  },
  // A tenant that shared code with us would share our mistakes.
  { name: 'sandbox entry', path: /^src\/sandbox\/standalone\.ts$/, uses: ['sandbox'], isEntry: true },
  { name: 'sandbox', path: /^src\/sandbox\//, uses: ['sandbox'] },
  { name: 'app package', path: /^appPackage\//, uses: ['settings', 'app package'], isEntry: true },
  { name: 'test', path: /^test\//, uses: [...everything, ...doors, 'test', 'sandbox entry'], isEntry: true },
];

/** Who may import a package. A package that is in no row may be imported by tests only. */
export const packages: readonly { readonly names: readonly RegExp[]; readonly by: RegExp }[] = [
  { names: [/^zod$/], by: /^(src|dialogs|cards|appPackage)\// },
  { names: [/^luxon$/], by: /^(src\/domain\/window|src\/sandbox\/|cards\/)/ },
  { names: [/^windows-iana$/], by: /^(src\/adapters\/|src\/sandbox\/|cards\/)/ },
  { names: [/^botbuilder/, /^botframework-/], by: /^(src\/bot\/|dialogs\/|src\/adapters\/teams-)/ },
  { names: [/^restify$/], by: /^src\/bot\// },
  { names: [/^jsonwebtoken$/], by: /^src\/(bot|sandbox)\// },
  { names: [/^adaptivecards-templating$/, /^adaptive-expressions$/], by: /^cards\// },
  { names: [/^intl-messageformat$/], by: /^cards\/text\/say\.ts$/ },
  { names: [/^fastest-levenshtein$/], by: /^(src\/bot\/|dialogs\/)/ },
  { names: [/^@microsoft\/microsoft-graph-client$/], by: /^src\/adapters\/graph-/ },
  { names: [/^@microsoft\/microsoft-graph-types(-beta)?$/], by: /^src\/(adapters\/graph-|sandbox\/graph\/)/ },
  { names: [/^@azure\/arm-compute$/], by: /^src\/adapters\/arm-/ },
  { names: [/^@azure\/(identity|core-.*)$/], by: /^src\/adapters\/(arm|graph|azure|token|teams)-/ },
  {
    names: [/^kysely(\/.*)?$/, /^pg$/, /^pg-boss(\/.*)?$/, /^@electric-sql\/pglite(\/.*)?$/],
    by: /^src\/adapters\/[^/]*(store|queue|database|migration)|^src\/adapters\/migrations\//,
  },
  { names: [/^fflate$/], by: /^(src\/adapters\/pack-zip\.ts$|appPackage\/)/ },
  { names: [/^pino$/], by: /^src\/(app|main|sandbox|demo|cli)\.ts$|^src\/(app|demo|cli)\/|^src\/adapters\/log/ },
];

/** Text that may stand in some files of the product only. */
export const reservedTexts: readonly { readonly what: string; readonly text: RegExp; readonly by: RegExp }[] = [
  {
    what: 'the address that starts a wipe',
    text: /\/reprovision(\(\))?['"`?]/,
    by: /^src\/(adapters\/graph-|sandbox\/)/,
  },
  {
    what: 'process.env',
    text: /\bprocess\.env\b/,
    by: /^src\/((config|main|sandbox|demo|cli)\.ts|sandbox\/(standalone\.ts|playground\/))|^appPackage\//,
  },
];

export const caps = { fileLines: 250, testFileLines: 400, functionLines: 60 };

/** Names that say nothing about what is inside. */
export const emptyNames = /(^|\/)(utils?|helpers?|misc|common)(\/|\.[a-z]+$)/;
