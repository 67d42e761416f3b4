import { withCloudAddresses } from './cloud-defaults.ts';
import { settingRules, settingWarnings } from './rules.ts';
import type { SettingProblem, SettingRule } from './rules.ts';
import { settingsSchema } from './schema.ts';
import type { SettingValues } from './schema.ts';
import { settings } from './table.ts';
import type { Setting } from './table.ts';

/** An environment: names and values, as a process gets them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Every setting that is present and well-formed with the defaults added, and everything that is wrong, in the order of the table. */
export interface SettingsRead {
  readonly values: SettingValues;
  readonly problems: readonly SettingProblem[];
  readonly warnings: readonly SettingProblem[];
}

type Given = Readonly<Record<string, string>>;

/** Reads the settings of the table from an environment; an empty value counts as absent. */
export function readSettings(env: Env): SettingsRead {
  const given = collect(env);
  const parsed = parseEach(given);
  // In the sandbox no default leads to a real cloud: what is missing there is reported, not guessed.
  const values = parsed.values.REPAVE_MODE === 'tenant' ? withCloudAddresses(parsed.values) : parsed.values;
  const reported = [...parsed.problems, ...findMissing(given, values), ...applyRules(settingRules, values)];
  return { values, problems: inTableOrder(reported), warnings: applyRules(settingWarnings, values) };
}

function collect(env: Env): Given {
  const found: Record<string, string> = {};
  for (const { name, default: fallback } of settings) {
    const value = env[name]?.trim() || fallback;
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function parseEach(given: Given): { values: SettingValues; problems: SettingProblem[] } {
  const whole = settingsSchema.safeParse(given);
  if (whole.success) return { values: whole.data, problems: [] };
  const broken = new Map(whole.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]));
  const rest = Object.entries(given).filter(([name]) => !broken.has(name));
  return {
    values: settingsSchema.parse(Object.fromEntries(rest)),
    problems: [...broken].map(([setting, problem]) => ({ setting, problem, fix: fixFor(setting) })),
  };
}

function findMissing(given: Given, values: SettingValues): SettingProblem[] {
  return settings
    .filter((setting) => isRequired(setting, values.REPAVE_MODE) && given[setting.name] === undefined)
    .map(({ name }) => ({ setting: name, problem: 'is not set', fix: fixFor(name) }));
}

function isRequired({ requiredIn }: Setting, mode: SettingValues['REPAVE_MODE']): boolean {
  return requiredIn === 'always' || requiredIn === mode;
}

function fixFor(name: string): string {
  const setting = settings.find((one) => one.name === name);
  return setting === undefined ? `Remove ${name}.` : `Set ${name}=${setting.example} – ${setting.help}`;
}

function applyRules(rules: readonly SettingRule[], values: SettingValues): SettingProblem[] {
  return rules.map((rule) => rule(values)).filter((problem) => problem !== undefined);
}

function inTableOrder(problems: readonly SettingProblem[]): SettingProblem[] {
  const place = new Map(settings.map(({ name }, index) => [name, index]));
  return problems.toSorted((a, b) => (place.get(a.setting) ?? 0) - (place.get(b.setting) ?? 0));
}
