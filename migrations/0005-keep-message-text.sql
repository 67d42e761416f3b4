-- What the card of a message read like when it was last sent or edited, and the hash it stood for: the record of what somebody decided on.

alter table message add column text text;
alter table message add column text_hash text;
create index message_activity on message ((ref ->> 'activityId')) where text is not null;
