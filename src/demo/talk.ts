import type { Persona } from '../sandbox/teams/persona.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/** Writes to Repave, and tells both the words and the answer. */
export async function say(town: Town, persona: Persona, transcript: Transcript, text: string): Promise<void> {
  await persona.says(text);
  transcript.tell(town.clock.now(), persona.person.name, `“${text}”`);
  await town.settle();
  hear(town, persona, transcript);
}

/** Tells the newest message in the chat of that person. */
export function hear(town: Town, persona: Persona, transcript: Transcript): void {
  transcript.tell(town.clock.now(), 'Repave', `→ ${persona.person.name}: ${describeMessage(persona)}`);
}

function describeMessage(persona: Persona): string {
  const { text, card } = persona.lastMessage();
  const fallback = card && 'fallbackText' in card && typeof card.fallbackText === 'string' ? card.fallbackText : '';
  return fallback || (text ?? '');
}
