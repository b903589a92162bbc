-- Each feed row names the record's row before it, so that the history of one record is a walk by key from its newest
-- revision back to its first. An index by record would cost every operation a second row; this costs a creation nothing.
alter table feed add column previous bigint;

update feed set previous = before.previous
from (
  select organisation_id, seq, lag(seq) over (partition by organisation_id, type, id order by seq) as previous
  from feed
) before
where before.organisation_id = feed.organisation_id and before.seq = feed.seq and before.previous is not null;
