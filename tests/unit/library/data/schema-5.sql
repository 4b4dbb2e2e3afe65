PRAGMA application_id = 1096176217;
PRAGMA user_version = 5;
CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    place REAL NOT NULL,
    state TEXT NOT NULL,
    is_interrupted INTEGER NOT NULL DEFAULT 0,
    request TEXT NOT NULL,
    error TEXT,
    transcript TEXT NOT NULL DEFAULT '',
    cutting TEXT,
    owner TEXT,
    added_s REAL NOT NULL,
    removed_s REAL
);
CREATE INDEX jobs_place ON jobs(place);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_s REAL NOT NULL,
    end_s REAL NOT NULL,
    heard TEXT NOT NULL,
    UNIQUE (job, number)
);
CREATE TABLE transcripts (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    media_path TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_s REAL NOT NULL,
    changed_s REAL NOT NULL,
    listed_s REAL NOT NULL,
    deleted_s REAL,
    current INTEGER
, revision INTEGER NOT NULL DEFAULT 0);
CREATE INDEX transcripts_listed ON transcripts(listed_s, id);
CREATE INDEX transcripts_current ON transcripts(current);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    created_s REAL NOT NULL,
    duration_s REAL NOT NULL,
    model TEXT NOT NULL,
    language TEXT,
    request TEXT,
    first_words TEXT NOT NULL,
    words INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    missing TEXT,
    exported_s REAL
);
CREATE INDEX versions_transcript ON versions(transcript);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_s REAL,
    end_s REAL,
    text TEXT NOT NULL,
    words BLOB NOT NULL,
    speaker TEXT,
    language TEXT, folded TEXT, paragraph INTEGER, overlapped INTEGER,
    UNIQUE (version, number)
);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (transcript, name)
);
CREATE VIEW searched AS
    SELECT segments.id AS id, coalesce(segments.folded, segments.text) AS folded
    FROM transcripts
    JOIN segments ON segments.version = transcripts.current
    WHERE transcripts.deleted_s IS NULL;
CREATE VIRTUAL TABLE texts USING fts5(
    folded, content='searched', content_rowid='id', tokenize='ascii', columnsize=0
);
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    first INTEGER NOT NULL,
    removed BLOB NOT NULL,
    added BLOB NOT NULL,
    name TEXT NOT NULL,
    created_s REAL NOT NULL,
    is_undone INTEGER NOT NULL DEFAULT 0,
    place INTEGER,
    gaps TEXT,
    UNIQUE (version, number)
);
CREATE TABLE checked (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    start_ms INTEGER NOT NULL DEFAULT -1,
    text TEXT NOT NULL,
    created_s REAL NOT NULL,
    UNIQUE (transcript, kind, start_ms, text)
);
CREATE TABLE terms (
    place INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE,
    readings TEXT NOT NULL,
    is_boosted INTEGER NOT NULL
);
CREATE TABLE peaks (
    transcript INTEGER PRIMARY KEY REFERENCES transcripts(id) ON DELETE CASCADE,
    recording TEXT NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX peaks_recording ON peaks(recording);
CREATE TABLE voices (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    model TEXT NOT NULL,
    print BLOB NOT NULL,
    seconds REAL NOT NULL,
    created_s REAL NOT NULL,
    UNIQUE (transcript, name, model)
);
INSERT INTO jobs (id, key, place, state, is_interrupted, request, error, transcript, cutting, owner, added_s, removed_s) VALUES (1, 'cccccccccccccccccccccccccccccccc', 1.0, 'stopped', 0, '{"media_path":"/recordings/talk.wav","model":{"id":"parakeet","title":"Parakeet","kind":"transducer","summary":"Hears.","languages":[],"target_languages":[],"timestamps":["none","segment","word"],"timestamps_why_not":"","max_chunk_s":30.0,"path":"/m/p.nemo","repo_id":null,"licence":"","note":"","facts":null,"most_speakers":0},"language":"en","target_language":null,"timestamps":"word","device":"auto","precision":"auto","batch_size":0,"audio_track":null,"span":null,"info":null,"resume":null,"phrases":[],"asked":null,"told":[],"speakers":null}', NULL, '', '{"max_chunk_s":20.0,"first_chunk_s":5.0,"track":0,"stamp":{"bytes":1000,"modified_ns":123456789012,"number":7}}', NULL, 1.79598183646497225763e+09, NULL);
INSERT INTO chunks (id, job, number, start_s, end_s, heard) VALUES (1, 1, 0, 0.0, 20.0, '{"number":0,"start_s":0.0,"end_s":20.0,"overlap_before_s":0.0,"overlap_after_s":0.2,"speech":[[0.0,6.666666666666667]],"text":"one two","words":[{"text":"one","start_s":0.0,"end_s":0.1,"confidence":0.7},{"text":"two","start_s":0.3333333333333333,"end_s":0.43333333333333335,"confidence":0.35}]}');
INSERT INTO chunks (id, job, number, start_s, end_s, heard) VALUES (2, 1, 1, 20.0, 40.0, '{"number":1,"start_s":20.0,"end_s":40.0,"overlap_before_s":0.1,"overlap_after_s":0.2,"speech":[[20.0,26.666666666666668]],"text":"three","words":[{"text":"three","start_s":20.0,"end_s":20.1,"confidence":0.7}]}');
INSERT INTO transcripts (id, key, title, media_path, note, created_s, changed_s, listed_s, deleted_s, current, revision) VALUES (1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'Interview', '/recordings/talk.wav', 'a note', 1.7959818363076968193e+09, 1.79598183652239489554e+09, 1.7959818363076968193e+09, NULL, 2, 3);
INSERT INTO transcripts (id, key, title, media_path, note, created_s, changed_s, listed_s, deleted_s, current, revision) VALUES (2, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'talk.wav', '/recordings/talk.wav', '', 1.79598183637268018729e+09, 1.79598183637271928783e+09, 1.79598183637268018729e+09, 1.79598183638497710225e+09, 3, 1);
INSERT INTO versions (id, key, transcript, kind, created_s, duration_s, model, language, request, first_words, words, marks, missing, exported_s) VALUES (1, '754c33b8c30d479f9912e216373bc77a', 1, 'machine', 1.79598183630784153938e+09, 2.0, 'parakeet', 'en', NULL, 'The first text.', 3, 0, NULL, NULL);
INSERT INTO versions (id, key, transcript, kind, created_s, duration_s, model, language, request, first_words, words, marks, missing, exported_s) VALUES (2, 'a58dc9828b8942979061f5ae10928211', 1, 'edit', 1.79598183635842299464e+09, 4.0, 'parakeet', 'en', NULL, 'Die Straße 日本語です text', 4, 0, NULL, NULL);
INSERT INTO versions (id, key, transcript, kind, created_s, duration_s, model, language, request, first_words, words, marks, missing, exported_s) VALUES (3, '8e4ff0e836a1476a91175b65815fda98', 2, 'machine', 1.79598183637271928783e+09, 2.0, 'parakeet', 'en', NULL, 'trashed', 1, 0, NULL, NULL);
INSERT INTO segments (id, version, number, start_s, end_s, text, words, speaker, language, folded, paragraph, overlapped) VALUES (1, 1, 0, 0.0, 0.375, 'The first text.', X'00000000007D00007D0000007D0001FA0000007D0002', NULL, NULL, NULL, NULL, NULL);
INSERT INTO segments (id, version, number, start_s, end_s, text, words, speaker, language, folded, paragraph, overlapped) VALUES (2, 2, 0, 0.0, 0.25, 'Die Straße', X'00000000007D00007D0000007D0001', NULL, NULL, 'die strasse', NULL, NULL);
INSERT INTO segments (id, version, number, start_s, end_s, text, words, speaker, language, folded, paragraph, overlapped) VALUES (3, 2, 1, 2.0, 2.25, '日本語です text', X'00D00700007D00004D0800007D0001', NULL, NULL, '日 本 語 で す text', 1, 1);
INSERT INTO segments (id, version, number, start_s, end_s, text, words, speaker, language, folded, paragraph, overlapped) VALUES (4, 3, 0, 0.0, 0.125, 'trashed', X'00000000007D0000', NULL, NULL, NULL, NULL, NULL);
INSERT INTO tags (id, transcript, name) VALUES (1, 1, 'Zürich');
INSERT INTO tags (id, transcript, name) VALUES (2, 1, 'press');
INSERT INTO edits (id, version, number, first, removed, added, name, created_s, is_undone, place, gaps) VALUES (1, 2, 0, 1, X'00490000005B5B225C75363565355C75363732635C75386139655C75333036375C75333035392074657874222C322E302C322E32352C6E756C6C2C6E756C6C2C6E756C6C2C6E756C6C2C31355D5D00D00700007D00004D0800007D0001', X'00430000005B5B225C75363565355C75363732635C75386139655C75333036375C75333035392074657874222C322E302C322E32352C6E756C6C2C6E756C6C2C312C312C31355D5D00D00700007D00004D0800007D0001', 'New paragraph', 1.79598183652252101896e+09, 0, NULL, NULL);
INSERT INTO checked (id, transcript, kind, start_ms, text, created_s) VALUES (1, 1, 'gap', 2000, '', 5.0);
INSERT INTO terms (place, text, readings, is_boosted) VALUES (0, 'Zürich', '["zurich"]', 1);
INSERT INTO peaks (transcript, recording, data) VALUES (1, 'abc:0', X'00FF');
INSERT INTO voices (id, transcript, name, model, print, seconds, created_s) VALUES (1, 1, 'Zoë', 'titanet', X'0000803F', 30.0, 5.0);
INSERT INTO texts(texts) VALUES ('rebuild');
