-- The evidence of one build: what a pack states, what was computed from it, and where each row comes from.
-- Every table names its key (an address: stable) and ends with row_hash (a version: it changes with the row).
-- Columns ending in _json hold canonical JSON. A date or value that nobody gave is NULL or '', never zero.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL
);

-- Who publishes, and what.

CREATE TABLE producer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    kind_json TEXT NOT NULL DEFAULT '{}',
    url TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL
);

CREATE TABLE work (
    id TEXT PRIMARY KEY,
    producer TEXT NOT NULL DEFAULT '',
    title_json TEXT NOT NULL DEFAULT '{}',
    published INTEGER,
    is_primary BOOLEAN NOT NULL DEFAULT true,
    licence TEXT NOT NULL DEFAULT '',
    licence_reference TEXT NOT NULL DEFAULT '', -- what says so, where the work itself does not
    licence_assumed BOOLEAN NOT NULL DEFAULT false,
    url TEXT NOT NULL DEFAULT '',
    aliases_json TEXT NOT NULL DEFAULT '[]',
    row_hash TEXT NOT NULL
);

-- The data sets that a pack names, and what a build read of each. Their rows lie as Parquet beside this file
-- (parts/<part>-<table>.parquet): too many to repeat here, and named by all that decides what they hold.

CREATE TABLE dataset (
    id TEXT PRIMARY KEY,
    work TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL DEFAULT '',
    cadence TEXT NOT NULL DEFAULT '',          -- ISO 8601 duration
    protocol TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    attribution TEXT NOT NULL DEFAULT '',
    older_of TEXT NOT NULL DEFAULT '',         -- the data set of which it is an earlier vintage
    feeds_json TEXT NOT NULL DEFAULT '[]',
    covers_json TEXT NOT NULL DEFAULT '{}',
    lacks_json TEXT NOT NULL DEFAULT '{}',
    attests_json TEXT NOT NULL DEFAULT '[]',   -- what it says of organisations whose codes it bears
    counts_json TEXT NOT NULL DEFAULT '[]',    -- what is counted of its records, by what, and how the region is told
    row_hash TEXT NOT NULL
);

CREATE TABLE snapshot (
    dataset TEXT NOT NULL,
    digest TEXT NOT NULL,                      -- sha256 of its bytes; of names and hashes where it is several files
    origin TEXT NOT NULL DEFAULT '',           -- 'folder' or 'fetched'
    fetched TEXT NOT NULL DEFAULT '',
    vintage TEXT NOT NULL DEFAULT '',
    files INTEGER,
    size DOUBLE,                               -- bytes
    read INTEGER,                              -- rows that the files have, as their publisher counts them
    expected INTEGER,                          -- rows that an index of the files states
    because_json TEXT NOT NULL DEFAULT '{}',   -- why the two differ
    observations INTEGER,
    records INTEGER,
    mentions INTEGER,
    refused INTEGER,
    dropped_json TEXT NOT NULL DEFAULT '{}',   -- field of a natural person: values dropped for privacy
    corrected INTEGER,
    part TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (dataset, digest)
);

CREATE TABLE snapshot_refusal (
    dataset TEXT NOT NULL,
    digest TEXT NOT NULL,
    seq INTEGER NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    line INTEGER,
    reason TEXT NOT NULL DEFAULT '',           -- template, in English
    words_json TEXT NOT NULL DEFAULT '{}',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (dataset, digest, seq)
);

-- What corrections changed in what was read of a snapshot: a row for each cell, or for a row that is left out.

CREATE TABLE mended_cell (
    dataset TEXT NOT NULL,
    digest TEXT NOT NULL,
    seq INTEGER NOT NULL,
    of_rows TEXT NOT NULL DEFAULT '',          -- observations, records, mentions
    action TEXT NOT NULL DEFAULT '',           -- set, clear, leave_out
    file TEXT NOT NULL DEFAULT '',
    line INTEGER,
    place INTEGER,                             -- of an observation: the column of the file, from one
    about TEXT NOT NULL DEFAULT '',            -- whose row it is: code of a place, id of a record
    name TEXT NOT NULL DEFAULT '',             -- the column as it was read; empty where the whole row is left out
    published TEXT NOT NULL DEFAULT '',        -- what the publisher's row says
    became TEXT NOT NULL DEFAULT '',
    reason_json TEXT NOT NULL DEFAULT '{}',
    reported TEXT NOT NULL DEFAULT '',         -- where and when the publisher was told
    row_hash TEXT NOT NULL,
    PRIMARY KEY (dataset, digest, seq)
);

-- Records of a snapshot, counted as its data set says (counts_json there, by place in the list).

CREATE TABLE record_count (
    dataset TEXT NOT NULL,
    digest TEXT NOT NULL,
    seq INTEGER NOT NULL,
    code TEXT NOT NULL,                        -- the publisher's word; '' where it gives none; all where not told apart
    in_region INTEGER,                         -- NULL where the files do not tell the region
    in_all INTEGER NOT NULL,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (dataset, digest, seq, code)
);

CREATE TABLE unread_file (
    file TEXT PRIMARY KEY,
    because_json TEXT NOT NULL DEFAULT '{}',   -- empty where no data set of the pack names it
    row_hash TEXT NOT NULL
);

-- The words and places that figures are about.

CREATE TABLE territory (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT '',
    names_json TEXT NOT NULL DEFAULT '{}',
    parent TEXT NOT NULL DEFAULT '',
    forms_json TEXT NOT NULL DEFAULT '{}',
    signs_json TEXT NOT NULL DEFAULT '[]',     -- letters by which registers name it
    heard BOOLEAN NOT NULL DEFAULT true,       -- whether texts mean it by its names
    row_hash TEXT NOT NULL
);

CREATE TABLE outline (
    territory TEXT PRIMARY KEY,
    rings_json TEXT NOT NULL DEFAULT '[]',     -- each: 'longitude latitude, longitude latitude, …', closed
    tolerance INTEGER,                         -- metres by which a border may leave the true one
    work TEXT NOT NULL DEFAULT '',
    vintage TEXT NOT NULL DEFAULT '',
    note_json TEXT NOT NULL DEFAULT '{}',
    row_hash TEXT NOT NULL
);

CREATE TABLE concept (
    id TEXT PRIMARY KEY,
    broader TEXT NOT NULL DEFAULT '',
    phrases_json TEXT NOT NULL DEFAULT '{}',
    pack TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL
);

CREATE TABLE dimension (
    id TEXT PRIMARY KEY,
    names_json TEXT NOT NULL DEFAULT '{}',
    exhaustive BOOLEAN NOT NULL,
    codes_json TEXT NOT NULL DEFAULT '[]',
    row_hash TEXT NOT NULL
);

CREATE TABLE organisation_kind (
    id TEXT PRIMARY KEY,
    names_json TEXT NOT NULL DEFAULT '{}',
    plural_json TEXT NOT NULL DEFAULT '{}',
    concept TEXT NOT NULL DEFAULT '',
    schema_type TEXT NOT NULL DEFAULT 'Organization',
    row_hash TEXT NOT NULL
);

-- The documents whose figures are checked.

CREATE TABLE publication (
    id TEXT PRIMARY KEY,
    title_json TEXT NOT NULL DEFAULT '{}',
    language TEXT NOT NULL DEFAULT '',
    producer TEXT NOT NULL DEFAULT '',
    published INTEGER,
    work TEXT NOT NULL DEFAULT '',             -- the work that this publication is
    row_hash TEXT NOT NULL
);

CREATE TABLE section (
    publication TEXT NOT NULL,
    id TEXT NOT NULL,
    title_json TEXT NOT NULL DEFAULT '{}',
    first_line INTEGER,
    last_line INTEGER,
    territory TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (publication, id)
);

CREATE TABLE footnote (
    publication TEXT NOT NULL,
    seq INTEGER NOT NULL,
    mark INTEGER,
    line INTEGER,
    work TEXT NOT NULL DEFAULT '',
    printed TEXT NOT NULL DEFAULT '',
    published INTEGER,
    data_period TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (publication, seq)
);

-- Figures: what is measured, what texts state of it (claims), what other publications say (observations).

CREATE TABLE indicator (
    id TEXT PRIMARY KEY,
    label_json TEXT NOT NULL DEFAULT '{}',
    definition_json TEXT NOT NULL DEFAULT '{}',
    unit TEXT NOT NULL DEFAULT '',
    theme TEXT NOT NULL DEFAULT '',
    body_json TEXT NOT NULL DEFAULT '{}',      -- the whole record
    row_hash TEXT NOT NULL
);

CREATE TABLE figure (
    address TEXT PRIMARY KEY,                  -- claim/<id> or observation/<id>
    origin TEXT NOT NULL,                      -- 'claim' or 'observation'
    indicator TEXT NOT NULL DEFAULT '',
    territory TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '',
    breakdown TEXT NOT NULL DEFAULT '',        -- 'dimension=code;dimension=code', in order
    value TEXT NOT NULL DEFAULT '',            -- the printed digits: they say how far it was rounded
    number DOUBLE,                             -- the same in the base unit of its dimension
    unit TEXT NOT NULL DEFAULT '',
    qualifier TEXT NOT NULL DEFAULT '',
    publication TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT '',
    line INTEGER,
    printed TEXT NOT NULL DEFAULT '',
    work TEXT NOT NULL DEFAULT '',
    via TEXT NOT NULL DEFAULT '',              -- who reports it, where the work itself was not seen
    role TEXT NOT NULL DEFAULT '',
    wording_json TEXT NOT NULL DEFAULT '{}',
    note_json TEXT NOT NULL DEFAULT '{}',
    locator TEXT NOT NULL DEFAULT '',
    dataset TEXT NOT NULL DEFAULT '',          -- the snapshot that it was read from, where it was read from one
    digest TEXT NOT NULL DEFAULT '',
    flag TEXT NOT NULL DEFAULT '',             -- the publisher's own
    mended_json TEXT NOT NULL DEFAULT '[]',    -- seq of the mended cells of that snapshot that it rests on
    body_json TEXT NOT NULL DEFAULT '{}',
    row_hash TEXT NOT NULL
);

CREATE TABLE citation (
    figure TEXT NOT NULL,
    seq INTEGER NOT NULL,
    work TEXT NOT NULL DEFAULT '',
    footnote_mark INTEGER,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (figure, seq)
);

-- What the rules found, and what follows.

CREATE TABLE finding (
    figure TEXT NOT NULL,
    seq INTEGER NOT NULL,
    rule TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    operands_json TEXT NOT NULL DEFAULT '[]',  -- addresses
    arithmetic_json TEXT NOT NULL DEFAULT '{}',
    numbers_json TEXT NOT NULL DEFAULT '{}',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (figure, seq)
);

CREATE TABLE verdict (
    figure TEXT PRIMARY KEY,
    verdict TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL
);

-- Who is who, and how published totals agree with the list.

CREATE TABLE register (
    id TEXT PRIMARY KEY,
    names_json TEXT NOT NULL DEFAULT '{}',
    url TEXT NOT NULL DEFAULT '',              -- where it shows an entry, with {code} for the code
    row_hash TEXT NOT NULL
);

CREATE TABLE organisation (
    address TEXT PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    about_json TEXT NOT NULL DEFAULT '{}',
    municipality TEXT NOT NULL DEFAULT '',
    territory TEXT NOT NULL DEFAULT '',
    codes_json TEXT NOT NULL DEFAULT '{}',     -- 'register:code', 'register:code@years' where it is no longer given
    latitude DOUBLE,                           -- of its first site that a source gives a position for
    longitude DOUBLE,
    beds INTEGER,                              -- all its sites, in the newest year that a source states
    beds_year TEXT NOT NULL DEFAULT '',
    part_of TEXT NOT NULL DEFAULT '',
    lines_json TEXT NOT NULL DEFAULT '[]',
    work TEXT NOT NULL DEFAULT '',
    vintage TEXT NOT NULL DEFAULT '',
    locator TEXT NOT NULL DEFAULT '',
    note_json TEXT NOT NULL DEFAULT '{}',
    row_hash TEXT NOT NULL
);

CREATE TABLE organisation_statement (
    organisation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    property TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT '',
    related TEXT NOT NULL DEFAULT '',          -- the organisation that the value names
    site TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '',
    words_json TEXT NOT NULL DEFAULT '{}',
    work TEXT NOT NULL DEFAULT '',
    vintage TEXT NOT NULL DEFAULT '',
    locator TEXT NOT NULL DEFAULT '',
    note_json TEXT NOT NULL DEFAULT '{}',
    dataset TEXT NOT NULL DEFAULT '',          -- the snapshot that it was read from, or whose correction bears on it
    digest TEXT NOT NULL DEFAULT '',
    mended_json TEXT NOT NULL DEFAULT '[]',    -- seq of the mended cells of that snapshot that it rests on or repeats
    stray BOOLEAN NOT NULL DEFAULT false,      -- of a position: it lies outside the outlines, no map shows it
    row_hash TEXT NOT NULL,
    PRIMARY KEY (organisation, seq)
);

-- Which mentions in records of snapshots mean which organisation, and how sure that is.

CREATE TABLE link (
    organisation TEXT NOT NULL,
    dataset TEXT NOT NULL,
    register TEXT NOT NULL DEFAULT '',
    record TEXT NOT NULL DEFAULT '',           -- empty where the data set counts and has no records
    seq INTEGER NOT NULL,                      -- the mention's place in its record
    line INTEGER NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',             -- verbatim
    city TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    codes TEXT NOT NULL DEFAULT '',            -- 'register:code;register:code'
    score DOUBLE NOT NULL,                     -- probability that the mention means it
    tier TEXT NOT NULL,                        -- 'link', or 'ask' where a person decides
    reason TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '',           -- the linker and its version
    row_hash TEXT NOT NULL,
    PRIMARY KEY (organisation, dataset, register, record, seq, line)
);

CREATE TABLE linked_record (
    dataset TEXT NOT NULL,
    register TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    published TEXT NOT NULL DEFAULT '',
    starts TEXT NOT NULL DEFAULT '',
    ends TEXT NOT NULL DEFAULT '',
    line INTEGER,
    file TEXT NOT NULL DEFAULT '',
    counts_json TEXT NOT NULL DEFAULT '{}',    -- what the same data set counts under the record's id: measure, value
    row_hash TEXT NOT NULL,
    PRIMARY KEY (dataset, register, id)
);

-- What was looked through: absence of a link says something only of what stands here.
CREATE TABLE linking (
    dataset TEXT NOT NULL,
    kind TEXT NOT NULL,                        -- of its records; empty where it has none
    mentions INTEGER NOT NULL,
    compared INTEGER NOT NULL,                 -- those that may concern the territory's country
    linked INTEGER NOT NULL,
    unsure INTEGER NOT NULL,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (dataset, kind)
);

-- Who is who: what people and methods judged, addresses that were given up, and what organisations are to each other.

CREATE TABLE organisation_judgement (
    "left" TEXT NOT NULL,                      -- an organisation's address, or the key of a mention
    "right" TEXT NOT NULL,
    seq INTEGER NOT NULL,                      -- among the judgements of these two, in the order of reading
    verdict TEXT NOT NULL,                     -- positive, negative or unsure
    "by" TEXT NOT NULL,                        -- a person, or 'method:' and the name of a method
    "at" TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    score DOUBLE,
    origin TEXT NOT NULL DEFAULT '',           -- where it stands: file and line
    row_hash TEXT NOT NULL,
    PRIMARY KEY ("left", "right", seq)
);

CREATE TABLE organisation_minted (
    address TEXT PRIMARY KEY,                  -- of an organisation that records name and that no row describes
    name TEXT NOT NULL,
    city TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',           -- when it was minted stands in the decisions: evidence bears no clock
    row_hash TEXT NOT NULL
);

CREATE TABLE organisation_redirect (
    address TEXT PRIMARY KEY,
    target TEXT NOT NULL,                      -- where it leads in the end
    "at" TEXT NOT NULL DEFAULT '',
    "by" TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL
);

CREATE TABLE organisation_relation (
    organisation TEXT NOT NULL,
    relation TEXT NOT NULL,                    -- site_of, department_of, part_of, successor_of, member_of, split_into
    related TEXT NOT NULL,
    since TEXT NOT NULL DEFAULT '',
    until TEXT NOT NULL DEFAULT '',
    work TEXT NOT NULL DEFAULT '',             -- who says so: a source, or
    "by" TEXT NOT NULL DEFAULT '',             -- a person
    "at" TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (organisation, relation, related, since)
);

CREATE TABLE reconciliation (
    indicator TEXT NOT NULL,
    kind TEXT NOT NULL,
    figure TEXT NOT NULL DEFAULT '',
    listed INTEGER,
    counts TEXT NOT NULL DEFAULT 'rows',       -- what was counted: 'rows', 'codes' or 'beds'
    parts_json TEXT NOT NULL DEFAULT '{}',     -- kind of organisation: how many of them
    period TEXT NOT NULL DEFAULT '',
    claimed TEXT NOT NULL DEFAULT '',
    because_json TEXT NOT NULL DEFAULT '{}',
    rows_json TEXT NOT NULL DEFAULT '[]',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (indicator, kind, figure)
);

CREATE TABLE parameter (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '',
    label_json TEXT NOT NULL DEFAULT '{}',
    reference TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    low TEXT NOT NULL DEFAULT '',
    high TEXT NOT NULL DEFAULT '',
    assumption BOOLEAN NOT NULL DEFAULT true,
    note_json TEXT NOT NULL DEFAULT '{}',
    figures_json TEXT NOT NULL DEFAULT '[]',   -- addresses of the figures that it comes from
    row_hash TEXT NOT NULL
);

-- What the impact of anything in the region is computed from: the nation's table, the region's weights, its chains.

CREATE TABLE input_output (
    id TEXT PRIMARY KEY,
    body_json TEXT NOT NULL,                   -- as the pack has it
    cells TEXT NOT NULL,                       -- its csv, as it stands
    row_hash TEXT NOT NULL
);

CREATE TABLE regional_weight (
    input_output TEXT NOT NULL,
    territory TEXT NOT NULL,
    sectors TEXT NOT NULL,                     -- the group of sectors
    body_json TEXT NOT NULL,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (input_output, territory, sectors)
);

CREATE TABLE chain (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    body_json TEXT NOT NULL,
    row_hash TEXT NOT NULL
);

-- Subjects under which readers look for figures, and the texts that tell them: Markdown, figures by reference.

CREATE TABLE theme (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    names_json TEXT NOT NULL DEFAULT '{}',
    question_json TEXT NOT NULL DEFAULT '{}',
    covers_json TEXT NOT NULL DEFAULT '[]',
    datasets_json TEXT NOT NULL DEFAULT '[]',  -- data sets that bear on it, in order
    row_hash TEXT NOT NULL
);

CREATE TABLE text (
    theme TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (theme, language)
);

-- The plan: programmes, their lines of action, and each thing that they state with its lines in the publication.

CREATE TABLE programme (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    publication TEXT NOT NULL DEFAULT '',
    title_json TEXT NOT NULL DEFAULT '{}',
    row_hash TEXT NOT NULL
);

CREATE TABLE line_of_action (
    id TEXT PRIMARY KEY,
    programme TEXT NOT NULL DEFAULT '',
    seq INTEGER NOT NULL,
    title_json TEXT NOT NULL DEFAULT '{}',
    lines_json TEXT NOT NULL DEFAULT '[]',
    row_hash TEXT NOT NULL
);

CREATE TABLE plan_statement (
    programme TEXT NOT NULL,
    line_of_action TEXT NOT NULL DEFAULT '',   -- empty: the programme as a whole
    part TEXT NOT NULL,                        -- mission, aims, projects, today …
    seq INTEGER NOT NULL,
    title_json TEXT NOT NULL DEFAULT '{}',
    text_json TEXT NOT NULL DEFAULT '{}',
    lines_json TEXT NOT NULL DEFAULT '[]',
    organisation TEXT NOT NULL DEFAULT '',     -- the address that it has itself, as an organisation
    others_json TEXT NOT NULL DEFAULT '{}',
    link TEXT NOT NULL DEFAULT '',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (programme, line_of_action, part, seq)
);

CREATE TABLE plan_participant (
    programme TEXT NOT NULL,
    line_of_action TEXT NOT NULL DEFAULT '',
    part TEXT NOT NULL DEFAULT '',             -- empty: takes part in the programme or line as a whole
    statement_seq INTEGER NOT NULL,            -- of the statement in that part
    seq INTEGER NOT NULL,
    organisation TEXT NOT NULL DEFAULT '',
    role_json TEXT NOT NULL DEFAULT '{}',
    lines_json TEXT NOT NULL DEFAULT '[]',
    row_hash TEXT NOT NULL,
    PRIMARY KEY (programme, line_of_action, part, statement_seq, seq)
);

CREATE TABLE plan_figure (
    line_of_action TEXT NOT NULL,
    seq INTEGER NOT NULL,
    figure TEXT NOT NULL DEFAULT '',           -- one figure, or
    indicator TEXT NOT NULL DEFAULT '',        -- whatever figure of this indicator is nearest to the region
    row_hash TEXT NOT NULL,
    PRIMARY KEY (line_of_action, seq)
);

CREATE TABLE questionnaire (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    version TEXT NOT NULL,
    body_json TEXT NOT NULL,                   -- as the pack has it
    row_hash TEXT NOT NULL
);

CREATE TABLE where_to_turn (
    action TEXT PRIMARY KEY,                   -- of a questionnaire: questionnaire/action
    body_json TEXT NOT NULL,
    row_hash TEXT NOT NULL
);

CREATE TABLE benchmark (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    peers_json TEXT NOT NULL,                  -- the regions that the pack compares with, by code
    body_json TEXT NOT NULL,                   -- as the pack has it
    row_hash TEXT NOT NULL
);

-- Rows of snapshots that are the indicators of a comparison, of regions anywhere.

CREATE TABLE region_value (
    indicator TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    territory TEXT NOT NULL,                   -- the publisher's code
    year INTEGER NOT NULL,
    value DOUBLE NOT NULL,                     -- in the base of the indicator's unit
    flag TEXT NOT NULL,
    dataset TEXT NOT NULL,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,                    -- the column, where the line has several values
    row_hash TEXT NOT NULL,
    PRIMARY KEY (indicator, breakdown, territory, year)
);

-- One row: the hash of all rows above, and of the shape of the tables that hold them.

CREATE TABLE seal (
    hash TEXT NOT NULL,
    layout TEXT NOT NULL
);
