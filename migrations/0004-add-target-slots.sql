-- The date of each Cloud PC beside its body: how many have a date is counted often, and bodies are large.

alter table target add column slot_start timestamptz;
alter table target add column slot_end timestamptz;
update target set slot_start = (body -> 'slot' ->> 'startAt')::timestamptz, slot_end = (body -> 'slot' ->> 'endAt')::timestamptz;
create index target_slot on target (rollout_id, slot_start, slot_end) where not finished and not under_way;
