-- Hash of the device's batch before, as its body says it: a batch that does not fit its neighbours comes from another
-- life of a restored or cloned PC (R3). Null for the first of an incarnation, and for batches older than this column.
alter table batch add column previous text;
