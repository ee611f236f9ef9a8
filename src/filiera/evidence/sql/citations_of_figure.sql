-- The works that $figure cites, each with its producer and the footnote as printed.
SELECT
    citation.seq,
    citation.footnote_mark,
    footnote.printed AS footnote_printed,
    footnote.line AS footnote_line,
    footnote.data_period,
    work.*,
    producer.name AS producer_name
FROM citation
JOIN figure ON figure.address = citation.figure
JOIN work ON work.id = citation.work
LEFT JOIN producer ON producer.id = work.producer
LEFT JOIN footnote
    ON footnote.publication = figure.publication
    AND footnote.mark = citation.footnote_mark
    AND footnote.work = citation.work
WHERE citation.figure = $figure
-- A footnote printed twice under one mark is shown once, where it first stands.
QUALIFY row_number() OVER (PARTITION BY citation.seq ORDER BY footnote.seq) = 1
ORDER BY citation.seq
