// npm run package: writes the app package for Teams from MicrosoftAppId, REPAVE_HOST and AZURE_CLIENT_ID (if it is there), in .env or the
// environment.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainProblems, loadEnvFile } from '../src/config.ts';
import { readSettings } from '../src/settings/read.ts';
import { buildAppPackage, readVersion } from './app-package.ts';

const target = fileURLToPath(new URL('build/repave.zip', import.meta.url));

const needed = ['MicrosoftAppId', 'REPAVE_HOST'];
const noHost = {
  setting: 'REPAVE_HOST',
  problem: 'is not set, or is not a host name',
  fix: 'Set REPAVE_HOST=repave.contoso.com – the public name under which Teams reaches the bot, without https://.',
};

function packageApp(): void {
  loadEnvFile('.env');
  const { values, problems } = readSettings(process.env);
  const { MicrosoftAppId, REPAVE_HOST, AZURE_CLIENT_ID: GRAPH_APP_ID = MicrosoftAppId } = values;
  if (MicrosoftAppId === undefined || GRAPH_APP_ID === undefined || REPAVE_HOST === undefined) {
    const absent = REPAVE_HOST === undefined ? [noHost] : [];
    const wrong = problems.filter(({ setting }) => needed.includes(setting) && setting !== noHost.setting);
    const found = explainProblems([...wrong, ...absent]);
    process.stderr.write(`The app package needs ${needed.join(' and ')} (see .env.example).\n${found}\n`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, buildAppPackage({ MicrosoftAppId, GRAPH_APP_ID, REPAVE_HOST, VERSION: readVersion() }));
  process.stdout.write(
    `Wrote ${target}\nUpload it in the Teams admin centre: Teams apps, Manage apps, Upload new app.\n`,
  );
}

packageApp();
