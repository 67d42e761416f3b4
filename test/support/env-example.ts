import type { Setting } from '../../src/settings/table.ts';

/** The text that `.env.example` must have for a table of settings. */
export function renderEnvExample(settings: readonly Setting[]): string {
  const head = [
    '# Settings of Repave. Copy this file to .env and fill it in; what is left empty counts as absent.',
    '# "npm run sandbox" and "npm test" need none of them.',
  ];
  return `${[...head, ...settings.flatMap(renderSetting)].join('\n')}\n`;
}

function renderSetting(setting: Setting): string[] {
  return ['', `# ${setting.help}`, `# ${explainAbsence(setting)}`, `${setting.name}=${setting.default ?? ''}`];
}

function explainAbsence(setting: Setting): string {
  const example = `Example: ${setting.example}`;
  switch (setting.requiredIn) {
    case 'always':
      return `Required. ${example}`;
    case 'tenant':
      return `Required in tenant mode; ${setting.otherwise ?? 'else none'}. ${example}`;
    case 'sandbox':
    case 'never':
      return `Default: ${setting.default ?? setting.otherwise ?? 'none'}. ${example}`;
  }
}
