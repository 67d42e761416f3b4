import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createArmWorkshop } from '../adapters/arm-workshop.ts';
import { createAttachments } from '../adapters/attachments.ts';
import type { createAzureCredential } from '../adapters/azure-credential.ts';
import { createAzurePrices } from '../adapters/azure-prices.ts';
import { createAzureVault } from '../adapters/azure-vault.ts';
import type { GraphClient } from '../adapters/graph-client.ts';
import { createGraphDeviceImages } from '../adapters/graph-device-images.ts';
import { createGuestScripts } from '../adapters/guest-scripts.ts';
import type { Config } from '../config.ts';
import type { BuildDeps } from '../workflow/build-deps.ts';
import type { BuildCommandDeps } from '../workflow/commands-build-deps.ts';
import type { Clock } from '../workflow/ports.ts';
import type { Attachments } from '../workflow/ports-images.ts';

type Shared = 'workshop' | 'deviceImages' | 'prices';

/** What preparing images needs of the clouds, for the worker, the commands and the bot. */
export interface ImageParts {
  readonly shared: Pick<BuildDeps, Shared>;
  readonly forWorker: Pick<BuildDeps, 'guestScripts' | 'vault' | 'newPassword' | 'pause'>;
  readonly forCommands: Pick<BuildCommandDeps, 'subscriptionIds' | 'buildGroup' | 'ruleSet' | 'pause'>;
  readonly attachments: Attachments;
}

export function createImageParts(ask: {
  readonly config: Config;
  readonly clock: Clock;
  readonly graph: GraphClient;
  readonly credential: ReturnType<typeof createAzureCredential>;
  readonly sleep?: (ms: number) => Promise<unknown>;
  readonly pause?: (ms: number) => Promise<unknown>;
}): ImageParts {
  const { config, clock, graph, credential } = ask;
  const { azure, cloud, images } = config;
  return {
    shared: {
      workshop: createArmWorkshop({
        baseUrl: azure.arm.baseUrl,
        cloud,
        credential,
        ...(ask.sleep ? { sleep: ask.sleep } : {}),
      }),
      deviceImages: createGraphDeviceImages(graph),
      prices: createAzurePrices({ baseUrl: images.prices?.url ?? null, clock }),
    },
    forWorker: {
      guestScripts: createGuestScripts(),
      vault: images.vault ? createAzureVault({ url: images.vault.url, credential }) : null,
      newPassword,
      pause: ask.pause ?? wait,
    },
    forCommands: {
      subscriptionIds: images.subscriptionIds,
      buildGroup: images.resourceGroup ?? null,
      ruleSet: images.ruleSet,
      pause: ask.pause ?? wait,
    },
    attachments: createAttachments({ allowLoopback: azure.arm.isLoopback && azure.graph.isLoopback }),
  };
}

/**
 * Azure asks for 12 to 123 characters of three of four kinds (learn.microsoft.com, virtual machine password requirements). Letters and
 * digits that are mistaken for each other are left out, because people type it.
 */
const KINDS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-_.!+'] as const;
const PASSWORD_LENGTH = 24;

function newPassword(): string {
  const all = KINDS.join('');
  const rest = Array.from({ length: PASSWORD_LENGTH - KINDS.length }, () => pick(all));
  return shuffle([...KINDS.map(pick), ...rest]).join('');
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}

function shuffle(letters: readonly string[]): string[] {
  const keyed = letters.map((letter) => ({ letter, key: randomInt(2 ** 32) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ letter }) => letter);
}
