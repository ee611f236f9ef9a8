-- The index of one version of the evidence. It holds nothing that cannot be derived again.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row per thing, in the order of kind and address: a kind is a span of ids.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    address TEXT NOT NULL UNIQUE,
    titles TEXT NOT NULL,                      -- its folded titles, in lines
    boost REAL NOT NULL
);

CREATE TABLE kind (
    kind TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) WITHOUT ROWID;

-- What a language says of it, as shown.
CREATE TABLE telling (
    entry INTEGER NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (entry, language)
) WITHOUT ROWID;

-- Its words in all languages, folded before they come here: the tokenizer only parts them at blanks.
-- A concept is written # and its number, which no word of a reader can be.
CREATE VIRTUAL TABLE content USING fts5 (
    title, words, place, text, concepts,
    content = '', tokenize = "ascii tokenchars '&_#'"
);

-- Every word once, shortest first (a span of lengths is a span of ids), with how it is spelled.
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL UNIQUE,
    spelling TEXT NOT NULL,
    entries INTEGER NOT NULL
);

-- The same words in trigrams, between ^ and $: for words written almost so, and words within words.
CREATE VIRTUAL TABLE trigram USING fts5 (form, tokenize = 'trigram', content = '');

CREATE TABLE concept (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    phrases_json TEXT NOT NULL
);
