import { z } from 'zod';
import { route } from '../router.ts';
import type { Handler, Route, SandboxRequest, SandboxResponse } from '../router.ts';
import { DeliveryError } from './bot-door.ts';
import type { ButtonChoice } from './card-click.ts';
import type { Persona } from './persona.ts';

const PERSON = '/sandbox/people/{id}';

const sayBody = z.object({ text: z.string().min(1), chatId: z.string().optional() });
const attachBody = z.object({ text: z.string(), name: z.string().min(1), content: z.string() });
const inputValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const clickBody = z
  .object({ messageId: z.string(), inputs: z.record(z.string(), inputValue).default({}) })
  .and(z.union([z.object({ title: z.string(), under: z.string().optional() }), z.object({ verb: z.string() })]));

export type FindPersona = (personId: string) => Persona;

/**
 * Lets other processes act for people: read an inbox, install, uninstall, say, attach and click. What a client of Teams would not
 * let through is answered with 400; what the bot does not take, with 502.
 */
export function createPeopleRoutes(find: FindPersona): Route[] {
  return [
    route(
      'GET',
      `${PERSON}/inbox`,
      act(find, (persona) => Promise.resolve({ messages: persona.inbox() })),
    ),
    route(
      'POST',
      `${PERSON}/install`,
      act(find, (persona) => persona.install()),
    ),
    route(
      'POST',
      `${PERSON}/uninstall`,
      act(find, (persona) => persona.uninstall()),
    ),
    route('POST', `${PERSON}/says`, act(find, say)),
    route('POST', `${PERSON}/attaches`, act(find, attach)),
    route('POST', `${PERSON}/click`, act(find, click)),
  ];
}

type Act = (persona: Persona, body: unknown) => Promise<unknown>;

function act(find: FindPersona, perform: Act): Handler {
  return async ({ params, body }: SandboxRequest): Promise<SandboxResponse> => {
    try {
      const answer = await perform(find(params['id'] ?? ''), body);
      return { status: 200, body: answer ?? {} };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { status: error instanceof DeliveryError ? 502 : 400, body: { error: { code: 'refused', message } } };
    }
  };
}

async function say(persona: Persona, body: unknown): Promise<void> {
  const { text, chatId } = sayBody.parse(body);
  await persona.says(text, chatId === undefined ? undefined : { id: chatId });
}

async function attach(persona: Persona, body: unknown): Promise<void> {
  const { text, ...file } = attachBody.parse(body);
  await persona.attaches(text, file);
}

async function click(persona: Persona, body: unknown): Promise<unknown> {
  const order = clickBody.parse(body);
  const message = persona.inbox().find(({ id }) => id === order.messageId);
  if (message === undefined) throw new Error(`no message ${order.messageId} in the inbox`);
  return persona.click(message, chooseButton(order), order.inputs);
}

function chooseButton(order: z.infer<typeof clickBody>): ButtonChoice {
  if ('verb' in order) return { verb: order.verb };
  return order.under === undefined ? order.title : { under: order.under, title: order.title };
}
