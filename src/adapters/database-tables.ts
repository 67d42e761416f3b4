import type { ColumnType, Generated } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { AuditEntry, AuditEvent } from '../domain/audit.ts';
import type { Part } from '../domain/audit-seals.ts';
import type { Build } from '../domain/build/build.ts';
import type { Passport } from '../domain/build/passport.ts';
import type { Plan } from '../domain/plan.ts';
import type { Rollout } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Conversation, MessageRef } from '../workflow/ports.ts';

/** JSON columns are written as text and read as data. */
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, string, string>;
type MaybeTime = ColumnType<Date | null, string | null, string | null>;

/** A rollout without its plan: the plan stands in its own table, once a revision. */
export type RolloutBody = Omit<Rollout, 'plan'>;

export interface Tables {
  rollout: {
    id: string;
    revision: number;
    phase: string;
    requested_by: string;
    wake_at: MaybeTime;
    created_at: Time;
    body: Json<RolloutBody>;
    minimised_at: ColumnType<Date | null, string | undefined, string>;
  };
  build: {
    id: string;
    step: string;
    is_over: boolean;
    started_by: string;
    wake_at: MaybeTime;
    created_at: Time;
    body: Json<Build>;
  };
  chore: { name: string; due_at: Time; body: ColumnType<unknown, string, string> };
  passport: { device_image_id: string; build_id: string; body: Json<Passport> };
  plan: { rollout_id: string; revision: number; hash: string; body: Json<Plan>; erasures: Generated<number> };
  target: {
    rollout_id: string;
    cloud_pc_id: string;
    person_id: string;
    phase: string;
    under_way: boolean;
    finished: boolean;
    minutes: number | null;
    slot_start: Time;
    slot_end: Time;
    body: Json<Target>;
  };
  attempt: { rollout_id: string; cloud_pc_id: string; number: number; intent_at: Time; plan_hash: string };
  message: {
    key: string;
    rollout_id: string;
    kind: string;
    cloud_pc_id: string | null;
    slot_revision: number | null;
    person_id: string | null;
    chat_id: string | null;
    state: string;
    stale: boolean;
    tries: Generated<number>;
    ref: ColumnType<MessageRef | null, string | null, string | null>;
    shown: string | null;
    text: string | null;
    text_hash: string | null;
    reason: Generated<string>;
    ordered_at: Time;
    sending_at: MaybeTime;
    delivered_at: MaybeTime;
  };
  audit: {
    number: ColumnType<string, number, number>;
    at: Time;
    rollout_id: string | null;
    what: string;
    hash: string;
    body: Json<Omit<AuditEntry, 'number' | 'hash'>>;
  };
  audit_person: {
    number: ColumnType<string, number, number>;
    part: Part;
    salt: string;
    actor: ColumnType<Actor | null, string | null, string | null>;
    facts: Json<AuditEvent['facts']>;
  };
  signing_key: {
    key_id: string;
    public_key: string;
    private_key: string | null;
    created_at: Time;
    retired_at: MaybeTime;
    endorsed_by: string | null;
    endorsement: string | null;
  };
  conversation: { person_id: string; body: Json<Conversation> };
  document: { key: string; etag: string; body: ColumnType<unknown, string, string> };
  inbox: { conversation_id: string; activity_id: string; taken_at: Generated<Date> };
}
