-- The statistics of a run are written every second, in a form that is dense: to try to compress them takes longer than to write them.
ALTER TABLE state ALTER COLUMN body SET STORAGE EXTERNAL;
